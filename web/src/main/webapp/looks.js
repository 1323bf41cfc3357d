// Before the first paint, so that nothing flashes: the theme and the language that were chosen here.
(() => {
  let kept = {};
  try { kept = JSON.parse(localStorage.getItem("sparkle.looks") ?? "{}"); } catch { /* as if none was */ }
  if (kept.theme) document.documentElement.dataset.theme = kept.theme;
  const wanted = kept.language ?? navigator.language ?? "en";
  document.documentElement.lang = wanted.toLowerCase().startsWith("zh") ? "zh" : "en";
})();
