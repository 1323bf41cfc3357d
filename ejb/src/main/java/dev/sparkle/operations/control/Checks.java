package dev.sparkle.operations.control;

import dev.sparkle.llm.control.ModelGateway;
import dev.sparkle.platform.control.Draining;
import dev.sparkle.platform.control.Maintenance;
import dev.sparkle.platform.control.Migrations;
import dev.sparkle.platform.control.RedisLink;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * Health. Without the database, or with an old schema, a node is not ready. Without Redis it is
 * degraded and goes on: the check stays up and its data says so. A node that is emptied is not
 * ready.
 */
@ApplicationScoped
public class Checks {

  @Inject private DatabaseProbe database;
  @Inject private Migrations migrations;
  @Inject private RedisLink redis;
  @Inject private ModelGateway model;
  @Inject private LiveSettings live;
  @Inject private Maintenance maintenance;
  @Inject private Draining draining;

  @Inject
  @ConfigProperty(name = "sparkle.node")
  private String node;

  private final Instant started = Instant.now();

  @Produces
  @Liveness
  HealthCheck alive() {
    return () ->
        HealthCheckResponse.named("node")
            .withData("name", node)
            .withData("since", started.toString())
            .up()
            .build();
  }

  @Produces
  @Startup
  HealthCheck schemaApplied() {
    return this::schema;
  }

  @Produces
  @Readiness
  HealthCheck schemaCurrent() {
    return this::schema;
  }

  /** What operators have set holds from a node's first answer on. */
  @Produces
  @Readiness
  HealthCheck settingsKnown() {
    return () -> HealthCheckResponse.named("settings").status(live.known()).build();
  }

  @Produces
  @Readiness
  HealthCheck databaseAnswers() {
    return () -> {
      DatabaseProbe.Sight sight = database.look();
      HealthCheckResponseBuilder response =
          HealthCheckResponse.named("database")
              .withData("latencyMicros", sight.micros())
              .withData("since", sight.since().toString())
              .status(sight.up());
      return sight.up() ? response.build() : response.withData("problem", sight.problem()).build();
    };
  }

  @Produces
  @Readiness
  HealthCheck redisAnswers() {
    return () -> {
      long start = System.nanoTime();
      boolean answered = redis.ask(client -> client.ping()).isPresent();
      HealthCheckResponseBuilder response = HealthCheckResponse.named("redis").up();
      Optional<Instant> since = redis.downSince();
      if (answered) {
        return response
            .withData("state", "up")
            .withData("latencyMicros", (System.nanoTime() - start) / 1000)
            .withData("since", redis.upSince().map(Instant::toString).orElse(""))
            .build();
      }
      return response
          .withData("state", "degraded")
          .withData("since", since.map(Instant::toString).orElse(""))
          .withData("effect", "no resume on other nodes")
          .build();
    };
  }

  @Produces
  @Readiness
  HealthCheck modelInUse() {
    return () ->
        HealthCheckResponse.named("model").up().withData("provider", model.providerName()).build();
  }

  /**
   * Up all the same: the node is well, and a load balancer lets it tell learners itself. Down only
   * until it knows, so that a node that starts during maintenance lets nobody in.
   */
  @Produces
  @Readiness
  HealthCheck letsLearnersIn() {
    return () -> {
      HealthCheckResponseBuilder response =
          HealthCheckResponse.named("maintenance").status(maintenance.known());
      return maintenance
          .now()
          .map(
              notice ->
                  response.withData("state", "on").withData("since", notice.since().toString()))
          .orElseGet(() -> response.withData("state", maintenance.known() ? "off" : "unknown"))
          .build();
    };
  }

  @Produces
  @Readiness
  HealthCheck takesLearners() {
    return () -> {
      Optional<Instant> since = draining.since();
      HealthCheckResponseBuilder response =
          HealthCheckResponse.named("serving").status(since.isEmpty());
      return since
          .map(from -> response.withData("since", from.toString()))
          .orElse(response)
          .build();
    };
  }

  private HealthCheckResponse schema() {
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("migrations").status(migrations.isDone());
    return migrations.isDone()
        ? response.withData("version", migrations.version()).build()
        : response.withData("problem", migrations.problem()).build();
  }
}
