// What is left of the learner's budget, in a few words.

const FEW = 5; // questions a minute, from which on it matters how many are left

/** @param remaining of chat.usage or GET usage; what nothing limits is absent */
export function words(remaining) {
  const { requests, tokens, resetsAt } = remaining ?? {};
  const again = resetsAt && ` until ${new Date(resetsAt).toLocaleTimeString([], { timeStyle: "short" })}`;
  if (tokens === 0) return `Nothing left for today${again ?? ""}.`;
  const told = [];
  if (requests !== undefined && requests <= FEW) {
    told.push(requests === 1 ? "1 question left this minute" : `${requests} questions left this minute`);
  }
  if (tokens !== undefined) told.push(`${tokens.toLocaleString()} tokens left today`);
  return told.join(" · ");
}
