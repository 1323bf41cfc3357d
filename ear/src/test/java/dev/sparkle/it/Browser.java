package dev.sparkle.it;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import dev.sparkle.cli.services.Chromium;
import dev.sparkle.cli.services.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Debian's Chromium, driven by Playwright. Each window has storage of its own. */
final class Browser implements AutoCloseable {

  private static final List<String> QUIET =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--no-first-run",
          "--disable-quic");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;
  private final List<BrowserContext> windows = new ArrayList<>();

  /** What the page complains about. */
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  Browser() {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    chromium =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Chromium.provide(Progress.SILENT))
                    .setArgs(QUIET));
  }

  /** A window of a phone. */
  Page phone() {
    return window(390, 844, ColorScheme.LIGHT, true, "en-GB");
  }

  Page phoneInTheDark() {
    return window(390, 844, ColorScheme.DARK, true, "en-GB");
  }

  /** A phone whose language is Chinese. */
  Page phoneInChinese() {
    return window(390, 844, ColorScheme.DARK, true, "zh-CN");
  }

  Page desk() {
    return window(1280, 800, ColorScheme.LIGHT, false, "en-GB");
  }

  private Page window(int width, int height, ColorScheme scheme, boolean phone, String locale) {
    BrowserContext window =
        chromium.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setDeviceScaleFactor(phone ? 2 : 1)
                .setHasTouch(phone)
                .setIsMobile(phone)
                .setIgnoreHTTPSErrors(true) // nodes sign their certificates themselves
                .setLocale(locale)
                .setColorScheme(scheme));
    windows.add(window);
    Page page = window.newPage();
    page.setDefaultTimeout(20_000);
    page.onConsoleMessage(
        message -> {
          if (List.of("error", "warning").contains(message.type())) {
            complaints.add(message.text() + " at " + message.location());
          }
        });
    page.onPageError(complaints::add);
    page.onWebSocket(
        socket -> {
          socket.onFrameSent(frame -> hold(Lab.contract()::fromClient, frame.text()));
          socket.onFrameReceived(frame -> hold(Lab.contract()::fromServer, frame.text()));
        });
    return page;
  }

  /** A frame that is not as asyncapi.yaml describes it is a complaint, too. */
  private void hold(Consumer<String> contract, String frame) {
    try {
      contract.accept(frame);
    } catch (AssertionError notAsDescribed) {
      complaints.add(notAsDescribed.getMessage());
    }
  }

  /** What pages complained about on their consoles since the windows were opened. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  void closeWindows() {
    windows.forEach(BrowserContext::close);
    windows.clear();
    complaints.clear();
  }

  @Override
  public void close() {
    playwright.close();
  }
}
