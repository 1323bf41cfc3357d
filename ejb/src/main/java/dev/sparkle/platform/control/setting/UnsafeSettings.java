package dev.sparkle.platform.control.setting;

import java.util.List;

/**
 * What is unsafe where it serves people: values that are allowed, and should not be in production.
 *
 * <p><b>Limitations.</b> It judges what the settings say, not what stands before or behind Sparkle:
 * a proxy, a firewall, a network of one's own. {@code ./sparkle harden check} asks the running
 * server.
 */
public final class UnsafeSettings {

  /**
   * One of them.
   *
   * @param setting whose value it is
   * @param sentence what is unsafe, and what to do
   */
  public record Warning(String setting, String sentence) {}

  private UnsafeSettings() {}

  /** All warnings: secrets, doors, wires, then the rest. */
  public static List<Warning> in(DeclaredSettings declared, SettingValues values) {
    Findings look = new Findings(values);
    new UnsafeSecrets(declared, look).look();
    new UnsafeDoors(look).look();
    new UnsafeWires(look).look();
    UnsafeProtection protection = new UnsafeProtection(look);
    protection.look();
    protection.operation();
    return look.all();
  }
}
