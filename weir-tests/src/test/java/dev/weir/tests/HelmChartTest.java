package dev.weir.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What Helm makes of the chart, where there is a helm.
final class HelmChartTest {
  private static final String CHART = "packaging/helm/weir";

  /// Before each, for a class that is left out as a whole is not seen in the totals.
  @BeforeEach
  void needs_helm() {
    assumeTrue(Ran.isThere("helm"), "there is no helm: https://helm.sh/docs/intro/install");
  }

  @Test
  @Tag("S23")
  void a_pod_runs_without_rights_on_a_file_system_it_cannot_write_to() throws Exception {
    var made = helm("template", "weir", CHART, "-f", CHART + "/ci/open-values.yaml");

    assertThat(made.exitCode()).as(made.output()).isZero();
    assertThat(made.output())
        .contains("kind: StatefulSet", "kind: PodDisruptionBudget", "kind: NetworkPolicy")
        .contains("runAsNonRoot: true", "readOnlyRootFilesystem: true", "drop: [ALL]")
        .contains("path: /readyz", "terminationGracePeriodSeconds: 40", "checksum/config")
        .contains("enableServiceLinks: false")
        .doesNotContain("kind: ServiceMonitor");
  }

  @Test
  void everything_can_be_on() throws Exception {
    var values = CHART + "/ci/full-values.yaml";
    var made = helm("template", "weir", CHART, "-f", values);

    assertThat(made.output())
        .contains("kind: ServiceMonitor", "name: WEIR_AUTH_KEYS_APP_KEY")
        .contains("mountPath: /etc/weir-secrets/weir-tls", "storageClassName: fast");
    assertThat(helm("lint", CHART, "--strict", "-f", values).exitCode()).isZero();
  }

  @Test
  void what_a_start_would_refuse_is_refused_at_once() throws Exception {
    assertThat(helm("template", CHART).output()).contains("where is your Kafka?");
    assertThat(helm("template", CHART, "--set", "config.kafka.bootstrap\\.servers=k:9").output())
        .contains("Set config.auth");
    assertThat(helm("template", CHART, "--set", "replica=1").output()).contains("replica");
  }

  @Test
  void without_grpc_there_is_no_port_of_it() throws Exception {
    var open = CHART + "/ci/open-values.yaml";

    var off = helm("template", CHART, "-f", open, "--set", "config.listen.grpc=off");
    var unquoted = helm("template", CHART, "-f", open, "--set-json", "config.listen.grpc=false");

    assertThat(off.exitCode()).as(off.output()).isZero();
    assertThat(off.output()).contains("grpc: \"off\"").doesNotContain("name: grpc", "port: grpc");
    assertThat(unquoted.output()).contains("/config/listen/grpc").doesNotContain("executing");
  }

  @Test
  void each_pod_is_scraped_once() throws Exception {
    var made = helm("template", "weir", CHART, "-f", CHART + "/ci/full-values.yaml").output();

    var selected = Pattern.compile("(?m)^ +weir/of: pods$");
    assertThat(selected.matcher(made).results()).hasSize(2); // a service, and who looks for it
  }

  /// Of a helm that was built from its sources, which knows no version of Kubernetes.
  private static Ran helm(String... words) throws Exception {
    var command = new ArrayList<>(List.of("helm"));
    command.addAll(List.of(words));
    command.addAll(List.of("--kube-version", "1.31"));
    return Ran.of(command.toArray(String[]::new));
  }
}
