package dev.weir.gateway.rest.v3;

import dev.weir.gateway.cluster.Group;
import dev.weir.gateway.cluster.Groups;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Doc;
import dev.weir.gateway.web.RestException;
import dev.weir.gateway.web.Route;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/// The groups, their members, and how far they are behind.
record GroupRoutes(Api api, Groups groups) {
  private static final String ONE = "/consumer-groups/{consumer_group_id}";
  private static final String MEMBER = ONE + "/consumers/{consumer_id}";
  private static final String PARTITION = "/{topic_name}/partitions/{partition_id}";

  List<Route> routes() {
    return Stream.of(
            api.get(
                "/consumer-groups",
                Doc.of("Lists the groups of consumers.").gives(200, GroupItems.GROUP + "List"),
                this::list),
            api.get(
                ONE,
                Doc.of("Describes a group.").gives(200, GroupItems.GROUP),
                asked -> GroupItems.group(asked, group(asked)).answer(200)),
            api.get(
                ONE + "/consumers",
                Doc.of("Lists the members of a group.").gives(200, GroupItems.CONSUMER + "List"),
                this::consumers),
            api.get(
                MEMBER,
                Doc.of("Describes a member of a group.").gives(200, GroupItems.CONSUMER),
                asked -> GroupItems.member(asked, id(asked), member(asked)).answer(200)),
            api.get(
                MEMBER + "/assignments",
                Doc.of("Lists the partitions that a member reads.")
                    .gives(200, GroupItems.ASSIGNMENT + "List"),
                this::assignments),
            api.get(
                MEMBER + "/assignments" + PARTITION,
                Doc.of("Describes a partition that a member reads.")
                    .gives(200, GroupItems.ASSIGNMENT),
                this::assignment),
            api.get(
                ONE + "/lag-summary",
                Doc.of("Tells how far a group is behind in all, and where most.")
                    .gives(200, GroupItems.SUMMARY),
                this::summary),
            api.get(
                ONE + "/lags",
                Doc.of("Tells how far a group is behind in each partition, the greatest lag first.")
                    .gives(200, GroupItems.LAG + "List"),
                this::lags),
            api.get(
                ONE + "/lags" + PARTITION,
                Doc.of("Tells how far a group is behind in a partition.")
                    .gives(200, GroupItems.LAG),
                this::lag))
        .map(Route::ofAllTopics) // a group may read others, too
        .toList();
  }

  private Answer list(Asked asked) {
    var items = groups.all().stream().map(group -> GroupItems.group(asked, group));
    return Item.list(GroupItems.GROUP, asked.cluster().address("consumer-groups"), items);
  }

  private Answer consumers(Asked asked) {
    var items =
        group(asked).members().stream().map(member -> GroupItems.member(asked, id(asked), member));
    return Item.list(GroupItems.CONSUMER, place(asked).address("consumers"), items);
  }

  private Answer assignments(Asked asked) {
    var member = member(asked);
    var self = place(asked).address("consumers", member.id(), "assignments");
    var items =
        member.partitions().stream()
            .map(partition -> GroupItems.assignment(asked, id(asked), member, partition));
    return Item.list(GroupItems.ASSIGNMENT, self, items);
  }

  private Answer assignment(Asked asked) {
    var member = member(asked);
    var partition = partition(asked);
    if (!member.partitions().contains(partition)) {
      throw notFound("Consumer %s does not read %s".formatted(member.id(), partition));
    }
    return GroupItems.assignment(asked, id(asked), member, partition).answer(200);
  }

  private Answer lags(Asked asked) {
    var items =
        groups.lags(group(asked)).stream().map(lag -> GroupItems.lag(asked, id(asked), lag));
    return Item.list(GroupItems.LAG, place(asked).address("lags"), items);
  }

  private Answer lag(Asked asked) {
    var partition = partition(asked);
    var lag =
        groups.lags(group(asked)).stream()
            .filter(one -> one.partition().equals(partition))
            .findAny()
            .orElseThrow(() ->
                notFound("Group %s has committed nothing of %s".formatted(id(asked), partition)));
    return GroupItems.lag(asked, id(asked), lag).answer(200);
  }

  private Answer summary(Asked asked) {
    return GroupItems.summary(asked, id(asked), groups.lags(group(asked))).answer(200);
  }

  private Group group(Asked asked) {
    return groups.one(id(asked));
  }

  private Group.Member member(Asked asked) {
    var id = asked.name("consumer_id");
    return group(asked).members().stream()
        .filter(member -> member.id().equals(id))
        .findAny()
        .orElseThrow(() -> notFound("Consumer %s not found in group %s".formatted(id, id(asked))));
  }

  private static TopicPartition partition(Asked asked) {
    return new TopicPartition(asked.name("topic_name"), asked.number("partition_id"));
  }

  private static RestException notFound(String message) {
    return RestException.plain(404, message);
  }

  private static String id(Asked asked) {
    return asked.name("consumer_group_id");
  }

  private static Place place(Asked asked) {
    return asked.group(id(asked));
  }
}
