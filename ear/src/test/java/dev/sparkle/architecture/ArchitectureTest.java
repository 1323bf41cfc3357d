package dev.sparkle.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.sparkle.llm.control.LlmProvider;
import dev.sparkle.llm.control.ModelGateway;
import dev.sparkle.safety.control.GuardedCall;
import dev.sparkle.safety.control.GuardedModel;
import dev.sparkle.safety.control.InputSafety;
import dev.sparkle.safety.control.OutputValidation;
import dev.sparkle.safety.control.QuotaGuard;
import dev.sparkle.safety.control.SafetyMonitor;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.interceptor.ExcludeClassInterceptors;
import jakarta.interceptor.Interceptors;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.Test;

/** The house's rules. Each line is a rule of docs/architecture.md. */
@AnalyzeClasses(
    packages = "dev.sparkle",
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      ArchitectureTest.DoNotIncludeTestJars.class
    })
class ArchitectureTest {

  /** The tests of ejb come as an archive. */
  static final class DoNotIncludeTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule boundaryIsAbove =
      noClasses()
          .that()
          .resideInAnyPackage("..control..", "..entity..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..boundary..", "dev.sparkle.cli..");

  @ArchTest
  static final ArchRule nobodyBelowChatUsesChat =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.sparkle.safety..",
              "dev.sparkle.quota..",
              "dev.sparkle.llm..",
              "dev.sparkle.knowledge..",
              "dev.sparkle.identity..",
              "dev.sparkle.task..",
              "dev.sparkle.audit..",
              "dev.sparkle.platform..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.sparkle.chat..");

  @ArchTest
  static final ArchRule taskKnowsNoOtherComponent =
      noClasses()
          .that()
          .resideInAPackage("dev.sparkle.task..")
          .should()
          .dependOnClassesThat(otherComponentThan("dev.sparkle.task", "dev.sparkle.platform"))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule platformKnowsNoComponent =
      noClasses()
          .that()
          .resideInAPackage("dev.sparkle.platform..")
          .should()
          .dependOnClassesThat(otherComponentThan("dev.sparkle.platform"));

  @ArchTest
  static final ArchRule nobodyUsesOperations =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.sparkle.operations..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.sparkle.operations..");

  @ArchTest
  static final ArchRule componentsHaveNoCycles =
      slices().matching("dev.sparkle.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheGatewayHoldsProviders =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.sparkle.llm..", "dev.sparkle.cli..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(LlmProvider.class);

  @ArchTest
  static final ArchRule onlyTheGuardedModelCallsTheGateway =
      noClasses()
          .that()
          .doNotBelongToAnyOf(GuardedModel.class, ModelGateway.class)
          .and()
          .resideOutsideOfPackage("dev.sparkle.operations..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ModelGateway.class);

  /** The one visible list, outermost first: docs/safety.md. */
  @Test
  void allFiveLayersStandAroundTheGuardedModel() {
    assertArrayEquals(
        new Class<?>[] {
          SafetyMonitor.class,
          InputSafety.class,
          QuotaGuard.class,
          OutputValidation.class,
          GuardedCall.class
        },
        GuardedModel.class.getAnnotation(Interceptors.class).value());
  }

  /** An instance that the container has not made has no layers around it. */
  @ArchTest
  static final ArchRule nobodyMakesAGuardedModelHimself =
      noClasses()
          .that()
          .doNotBelongToAnyOf(GuardedModel.class)
          .should()
          .callConstructor(GuardedModel.class, ModelGateway.class)
          .orShould()
          .callConstructor(GuardedModel.class);

  @ArchTest
  static final ArchRule nobodyLeavesTheLayersOut =
      noClasses()
          .should()
          .beAnnotatedWith(ExcludeClassInterceptors.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(ExcludeClassInterceptors.class);

  @ArchTest
  static final ArchRule theCoreOfTheLayersKnowsNoContainer =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.sparkle.safety.control.input..", "dev.sparkle.safety.control.output..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta..", "org.eclipse.microprofile..");

  @ArchTest
  static final ArchRule theEngineOfTheQueueKnowsNoContainer =
      noClasses()
          .that()
          .resideInAPackage("dev.sparkle.task.control.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta..", "org.eclipse.microprofile..", "io.opentelemetry..");

  @ArchTest
  static final ArchRule everyRestResourceSaysWhoMay =
      classes()
          .that()
          .areAnnotatedWith(Path.class)
          .should()
          .beAnnotatedWith(RolesAllowed.class)
          .orShould()
          .beAnnotatedWith(PermitAll.class);

  @ArchTest
  static final ArchRule onlySigningInIsOpenToAll =
      classes()
          .that()
          .areAnnotatedWith(PermitAll.class)
          .should()
          .resideInAPackage("dev.sparkle.identity.boundary");

  @ArchTest
  static final ArchRule nobodySleeps =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.sparkle.cli..")
          .should()
          .callMethod(Thread.class, "sleep", long.class);

  @ArchTest
  static final ArchRule threadsComeFromTheContainer =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.sparkle.cli..")
          .and()
          // runs as a process of its own, outside of any container
          .doNotHaveFullyQualifiedName("dev.sparkle.knowledge.control.ReadingProcess")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.concurrent.Executors")
          .orShould()
          .callConstructor(Thread.class, Runnable.class);

  @ArchTest
  static final ArchRule ejbPublicMethodsTakeTheCallerNotThePrincipal =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage("..control..")
          .should()
          .notHaveRawParameterTypes("java.security.Principal");

  private static DescribedPredicate<JavaClass> otherComponentThan(String... own) {
    return new DescribedPredicate<>("another component than " + String.join(", ", own)) {
      @Override
      public boolean test(JavaClass used) {
        String name = used.getPackageName();
        if (!name.startsWith("dev.sparkle.")) {
          return false;
        }
        for (String one : own) {
          if (name.startsWith(one)) {
            return false;
          }
        }
        return true;
      }
    };
  }
}
