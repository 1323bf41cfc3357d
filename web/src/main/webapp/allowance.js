// What is left of the learner's budget, in a few words.

import { language, t } from "./words.js";

const FEW = 5; // questions a minute, from which on it matters how many are left

/** @param remaining of chat.usage or GET usage; what nothing limits is absent */
export function words(remaining) {
  const { requests, tokens, resetsAt } = remaining ?? {};
  if (tokens === 0) {
    const time = resetsAt && new Date(resetsAt).toLocaleTimeString(language(), { timeStyle: "short" });
    return t("nothingLeft", { until: time ? t("until", { time }) : "" });
  }
  const told = [];
  if (requests !== undefined && requests <= FEW) {
    told.push(requests === 1 ? t("oneQuestionLeft") : t("questionsLeft", { n: requests }));
  }
  if (tokens !== undefined) told.push(t("tokensLeft", { n: tokens.toLocaleString(language()) }));
  return told.join(" · ");
}
