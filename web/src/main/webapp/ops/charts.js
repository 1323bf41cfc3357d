// Charts over time, drawn by uPlot into elements that stay.

import uPlot from "../lib/uPlot.js";
import { language } from "./words.js";

const drawn = new WeakMap();

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function make(element, { lines, write, least = 1 }) {
  const grid = { stroke: colour("--line"), width: 1 };
  const axis = { stroke: colour("--soft"), grid, ticks: { show: false }, font: "12px system-ui, sans-serif" };
  const times = new Intl.DateTimeFormat(language() === "zh" ? "zh-CN" : "en-GB", { hour: "2-digit", minute: "2-digit" });
  const days = new Intl.DateTimeFormat(language() === "zh" ? "zh-CN" : "en-GB", { weekday: "short", day: "numeric" });
  const moments = new Intl.DateTimeFormat(language() === "zh" ? "zh-CN" : "en-GB", { weekday: "short", hour: "2-digit", minute: "2-digit" });
  return new uPlot({
    width: element.clientWidth, height: 150,
    padding: [8, 20, 0, 0],
    cursor: { y: false, points: { size: 6 } },
    legend: { show: true },
    scales: { x: { time: true }, y: { range: (u, low, high) => [0, Math.max(least, (high ?? 0) * 1.15)] } },
    axes: [
      { ...axis, grid: { show: false }, space: 60, size: 30,
        values: (u, ticks) => ticks.map((tick) => (u.scales.x.max - u.scales.x.min > 200_000 ? days : times).format(tick * 1000)) },
      { ...axis, size: 52, space: 36, values: (u, ticks) => ticks.map((tick) => write(tick)) },
    ],
    series: [
      { value: (u, at) => (at === null ? "" : moments.format(at * 1000)) },
      ...lines.map(({ label, look }) => ({
        label, width: 2, points: { show: false },
        stroke: colour(look), fill: look === "--leaf" ? `color-mix(in srgb, ${colour(look)} 14%, transparent)` : undefined,
        // where nobody points, the latest; of what is not drawn at 0, 0
        value: (u, value, line, at) => {
          const here = at === null ? u.data[line].at(-1) : value;
          return write(here ?? (look === "--warn" ? 0 : at === null ? u.data[line].findLast((one) => one !== null) : null));
        },
      })),
    ],
  }, [[], ...lines.map(() => [])], element);
}

/**
 * Draws into an element, or what has changed of it.
 *
 * @param spec {lines: [{label, look}], write}; look: a colour of the style sheet
 * @param data times in seconds, then the values of each line
 */
export function draw(element, spec, data) {
  const looks = `${document.documentElement.dataset.theme ?? ""}${document.documentElement.lang}${matchMedia("(prefers-color-scheme: dark)").matches}`;
  let known = drawn.get(element);
  if (!known || known.looks !== looks) {
    known?.plot.destroy();
    known = { plot: make(element, spec), looks };
    drawn.set(element, known);
    new ResizeObserver(() => {
      const now = drawn.get(element);
      if (now && element.clientWidth > 0 && now.plot.width !== element.clientWidth) {
        now.plot.setSize({ width: element.clientWidth, height: 150 });
      }
    }).observe(element);
  }
  known.plot.setData(data);
}
