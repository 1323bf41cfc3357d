// Numbers and times as people read them, in the reader's own zone.

import { language, t } from "./words.js";

const locale = () => (language() === "zh" ? "zh-CN" : "en-GB");

export function number(value, digits = 0) {
  if (value === null || value === undefined) return "–";
  return value.toLocaleString(locale(), { maximumFractionDigits: digits });
}

/** Counts of the queue stop at 10,000. */
export const count = (value) => (value >= 10_000 ? `${number(10_000)}+` : number(value));

/** 1234567 as 1.2 M. */
export function brief(value) {
  if (value === null || value === undefined) return "–";
  return value.toLocaleString(language() === "zh" ? "zh-CN" : "en", { notation: "compact", maximumFractionDigits: 1 });
}

export function bytes(value) {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let at = 0;
  let rest = value;
  while (rest >= 1024 && at < units.length - 1) { rest /= 1024; at++; }
  return `${number(rest, rest < 10 && at > 0 ? 1 : 0)} ${units[at]}`;
}

/** Milliseconds as 85 ms, 1.4 s, 3 min. */
export function duration(millis) {
  if (millis === null || millis === undefined) return "–";
  if (millis < 1000) return `${number(millis)} ${t("unit_ms")}`;
  if (millis < 60_000) return `${number(millis / 1000, millis < 10_000 ? 1 : 0)} ${t("unit_s")}`;
  if (millis < 3_600_000) return `${number(millis / 60_000)} ${t("unit_min")}`;
  if (millis < 172_800_000) return `${number(millis / 3_600_000, 1)} ${t("unit_h")}`;
  return t("days", { n: number(millis / 86_400_000) });
}

export const percent = (share) => share === null || share === undefined ? "–"
  : share.toLocaleString(locale(), { style: "percent", maximumFractionDigits: share > 0 && share < 0.1 ? 1 : 0 });

/** Millionths of the currency. */
export const money = (micros) => micros === null || micros === undefined ? "–"
  : (micros / 1e6).toLocaleString(locale(), { minimumFractionDigits: 2, maximumFractionDigits: micros > 0 && micros < 10_000 ? 4 : 2 });

/** How long ago, or in how long. */
export function ago(time) {
  if (!time) return "–";
  const millis = Date.now() - new Date(time).getTime();
  if (Math.abs(millis) < 1500) return t("now");
  const words = duration(Math.max(1000, Math.round(Math.abs(millis) / 1000) * 1000));
  return millis > 0 ? t("ago", { time: words }) : t("in", { time: words });
}

/** To the second; for what stands still. */
export function moment(time) {
  if (!time) return "–";
  return new Date(time).toLocaleString(locale(), {
    year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
  });
}

export const clock = (time) => new Date(time).toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** The first eight signs of an id are enough to know it again. */
export const short = (id) => id?.slice(0, 8) ?? "–";
