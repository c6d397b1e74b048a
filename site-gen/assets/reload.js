// Waits for the next build, then reloads. Starts after `load`, so that the page counts as loaded.
(() => {
  const wait = () => {
    const script = document.createElement("script");
    script.src = `/_serve/changed.js?build=BUILD&at=${Date.now()}`;
    script.onload = () => script.remove();
    script.onerror = () => { script.remove(); setTimeout(wait, 1000); };
    document.head.append(script);
  };
  addEventListener("serve-wait", wait);
  if (document.readyState === "complete") wait();
  else addEventListener("load", () => setTimeout(wait, 0));
})();
