// Shows the next build in place: scroll, focus and what was typed stay.
(() => {
  let build = "BUILD";
  document.currentScript.remove();
  const own = "style, script:not([type*=json])";
  const key = (it) => it.nodeType == 1 ? it.nodeName + (it.id || it.textContent) : it.textContent.trim();
  const alike = (one) => (other) => key(one) && key(one) == key(other);
  const morph = (now, next) => {
    if (now.isEqualNode(next)) return;
    if (now.nodeName != next.nodeName) return now.replaceWith(next);
    if (now.nodeType != 1) return now.data = next.data;
    for (const name of [...now.getAttributeNames(), ...next.getAttributeNames()]) {
      if (name != "open") now.toggleAttribute(name, next.hasAttribute(name)) && now.setAttribute(name, next.getAttribute(name));
    }
    const from = [...now.childNodes], to = [...next.childNodes];
    to.forEach((it, at) => {
      const found = from.findIndex(alike(it));
      while (found > 0 && !alike(it)(from[0])) from.shift().remove();
      const [old] = from;
      if (found >= 0 || old?.nodeName == it.nodeName && !to.slice(at).some(alike(old))) morph(from.shift(), it);
      else now.insertBefore(it, old);
    });
    from.forEach((it) => it.remove());
  };
  const get = async (url) => (await fetch(url, { cache: "no-store" })).text();
  const show = async (newest) => {
    if (newest == build) return;
    build = newest;
    const next = new DOMParser().parseFromString(await get(location), "text/html");
    next.querySelector("[src*=_serve]")?.remove();
    if (document.querySelector(own) || next.querySelector(own)) return location.reload();
    morph(document.documentElement, next.documentElement);
  };
  // One tab asks for all: a site has six connections.
  const tabs = new BroadcastChannel("serve");
  tabs.onmessage = ({ data }) => show(data);
  const ask = async () => {
    const newest = await get("/_serve/changed?build=" + build);
    tabs.postMessage(newest);
    await show(newest);
  };
  const wait = () => (navigator.locks?.request("serve", ask) ?? ask()).then(() => setTimeout(wait), () => setTimeout(wait, 1000));
  document.readyState == "complete" ? wait() : addEventListener("load", () => setTimeout(wait));
})();
