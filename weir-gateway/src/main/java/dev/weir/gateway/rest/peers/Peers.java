package dev.weir.gateway.rest.peers;

import dev.weir.config.ConfigException;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.cluster.Cluster;
import dev.weir.gateway.door.Letters;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.rest.consumers.Ownership;
import dev.weir.gateway.web.RestException;
import dev.weir.gateway.web.Route;
import dev.weir.tls.Authorities;
import dev.weir.tls.TlsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/// The gateways on the same Kafka, as this one sees them. Its methods wait for Kafka and for other
/// gateways: they are for virtual threads.
public final class Peers implements Ownership, AutoCloseable {
  private static final String INSTANCES = "/consumers/{group}/instances/{instance}";

  /// It is a secret: see [Letter].
  private static final int ID_BYTES = 16;

  private final boolean off;
  private final Letter letter;
  private final Gateway gateway;
  private final Membership membership;
  private final Forwarding forwarding;

  /// Set at the start, called by the thread that reads the log.
  private volatile BiConsumer<String, String> drop = (_, _) -> {};

  /// @param settings those in force; they may change at any time
  /// @param ports those that are open, by name
  public Peers(
      Context context,
      Cluster cluster,
      Supplier<WeirConfig> settings,
      Supplier<Map<String, Integer>> ports) {
    var budget = context.delivery().budget();
    var id = new byte[ID_BYTES];
    new SecureRandom().nextBytes(id);
    var mine = new Mine(HexFormat.of().formatHex(id));
    this.letter = new Letter(mine.gateway());
    this.off = settings.get().peers().off();
    this.gateway =
        new Gateway(
            mine, client(context, settings.get().peers().ca()), context.net().clock(), this::lost);
    this.membership = new Membership(cluster, settings, ports, gateway);
    this.forwarding = new Forwarding(this, gateway.client(), settings, budget);
  }

  /// What proves that another gateway has passed a request on.
  public Letters letters() {
    return off ? Letters.NONE : letter;
  }

  private static PeerClient client(Context context, @Nullable Path ca) {
    var budget = context.delivery().budget();
    if (ca == null) return new PeerClient(budget, context.net()::encryption, null);
    try {
      var text = Files.readString(ca, StandardCharsets.ISO_8859_1);
      return new PeerClient(budget, context.net()::encryption, Authorities.of(text));
    } catch (IOException e) {
      throw ConfigException.about(List.of("peers.ca: %s cannot be read: %s".formatted(ca, e)));
    } catch (TlsException e) {
      throw ConfigException.about(List.of("peers.ca: %s %s".formatted(ca, e.getMessage())));
    }
  }

  /// The same routes, of which those of instances are answered for all gateways.
  ///
  /// @param here whether this gateway has an instance of this group and name
  /// @param drop ends an instance that another gateway has made anew; does not wait
  public List<Route> around(
      List<Route> routes, BiPredicate<String, String> here, BiConsumer<String, String> drop) {
    this.drop = drop;
    return off ? routes : routes.stream().map(route -> around(route, here)).toList();
  }

  private Route around(Route route, BiPredicate<String, String> here) {
    if (!route.path().startsWith(INSTANCES)) return route;
    var resource = new PeerResource(route.resource(), gateway.mine(), letter, here, forwarding);
    return route.by(resource);
  }

  /// Throws a [RestException] where that cannot be told: nothing is made then.
  @Override
  public boolean claim(String group, String instance) {
    var name = new Name(group, instance);
    return off || told(() -> claim(name, membership.open()));
  }

  private boolean claim(Name name, Membership.@Nullable Open open) {
    if (open == null) return claimAlone(name);
    if (open.claims().isFull()) throw full();
    var making = new Making(open, gateway);
    var before = open.claims().owner(name);
    if (before != null && making.isHeld(before)) return false;
    var claim = gateway.mine().begin(name);
    return claim != null && make(making, claim);
  }

  /// The others are told when that is allowed.
  private boolean claimAlone(Name name) {
    var claim = gateway.mine().begin(name);
    if (claim != null) gateway.mine().won(claim);
    return claim != null;
  }

  private boolean make(Making making, Claim claim) {
    var won = false;
    try {
      won = making.wins(claim);
    } catch (AuthorizationException e) {
      membership.forbid(e);
      gateway.mine().won(claim);
      won = true;
    } finally {
      if (!won) release(claim.name());
    }
    return won;
  }

  private static RestException full() {
    return RestException.plain(
        503, "The gateways have as many consumer instances as they can keep in mind. Delete some");
  }

  @Override
  public void release(String group, String instance) {
    if (!off) release(new Name(group, instance));
  }

  private void release(Name name) {
    var claim = gateway.mine().end(name);
    var log = membership.present();
    if (claim != null && log != null) log.post(claim, null);
  }

  /// The claim of another gateway on this name, as far as this one knows, or null.
  @Nullable Standing elsewhere(Name name) {
    var owner = membership.claims().owner(name);
    return owner == null || owner.claim().gateway().equals(gateway.id()) ? null : owner;
  }

  /// The same, with all that was written by now.
  @Nullable Standing elsewhereNow(Name name) {
    return told(() -> {
      var open = membership.open();
      if (open == null) return null;
      open.log().catchUp();
      return elsewhere(name);
    });
  }

  private static <T extends @Nullable Object> T told(Supplier<T> question) {
    try {
      return question.get();
    } catch (AuthenticationException | AuthorizationException e) {
      throw e;
    } catch (KafkaException e) {
      throw new RestException(
              503,
              50302,
              "Kafka does not answer, and it alone knows which gateway has which consumer instance (%s). Try again"
                  .formatted(e.getMessage()))
          .because(e);
    }
  }

  private void lost(Name name) {
    drop.accept(name.group(), name.instance());
  }

  /// What was released is told to the others.
  @Override
  public void close() {
    membership.close();
    gateway.client().close();
  }
}
