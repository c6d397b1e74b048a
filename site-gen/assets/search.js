// Finds pages as one types: words without their accents, and words that begin so. Without this script, a list from
// A to Z has them all.
const form = document.querySelector("form[data-search]");
const field = form.elements.q;
const status = form.querySelector("[role=status]");
const list = form.querySelector("ol");
const said = form.dataset;

// How many bytes of words one search may load, so that with the pages it stays below 100 kB.
const MOST = 44000;
// How many pages are shown at first, and with each "more".
const SHOWN = 8;

const [, folder, language] = /^(.*\/)([^./]+)\./.exec(said.search);
const files = new Map();
const load = (name) => {
  if (!files.has(name)) {
    const file = fetch(folder + name).then((answer) => {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    });
    // What failed once may be there the next time.
    file.catch(() => files.delete(name));
    files.set(name, file);
  }
  return files.get(name);
};
const index = () => load(said.search.slice(folder.length));

const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "")
  .replaceAll("œ", "oe").replaceAll("æ", "ae").replaceAll("ß", "ss");
const isWord = (word) => word.length > 1 || /\d/.test(word);
const wordsOf = (text) => [...new Set(fold(text).match(/[\p{L}\p{N}]+/gu))].filter(isWord);

// The tables that may hold words which begin with this one, as far as they may be loaded.
const tables = async (word, most) => {
  const { words } = await index();
  let at = words.findLastIndex(([first]) => first <= word);
  const wanted = [];
  for (at = Math.max(at, 0); at < words.length; at += 1) {
    const [first, bytes, mark] = words[at];
    if (first > word && !first.startsWith(word)) break;
    most -= bytes;
    if (wanted.length > 0 && most < 0) break;
    wanted.push(load(`${language}-w${at}.${mark}.json`));
  }
  return Promise.all(wanted);
};

// By page, how much a word says of it.
const pagesOf = (text, exact) => {
  const pages = [];
  let page = -1;
  for (const [, distance, weight, times] of text.matchAll(/([0-9a-z]*)([ABC])(?:_([0-9a-z]+)_)?/g)) {
    page += distance ? parseInt(distance, 36) : 1;
    const worth = { A: 1, B: 3, C: 6 }[weight] * (exact ? 2 : 1);
    const last = page + (times ? parseInt(times, 36) : 1);
    for (; page < last; page += 1) pages.push([page, worth]);
    page -= 1;
  }
  return pages;
};

const find = async (word, most) => {
  // Of a word that nothing begins with, another form may be there.
  for (let start = word; start.length >= Math.min(word.length, 4); start = start.slice(0, -1)) {
    const found = new Map();
    for (const table of await tables(start, most)) {
      for (const [typed, pages] of Object.entries(table)) {
        if (!typed.startsWith(start)) continue;
        const text = pages.startsWith("=") ? table[pages.slice(1)] : pages;
        for (const [page, worth] of pagesOf(text, typed === word)) {
          found.set(page, Math.max(worth, found.get(page) ?? 0));
        }
      }
    }
    if (found.size > 0 || word.length - start.length > 5) return found;
  }
  return new Map();
};

// Pages that have all words, else most of them; the best first.
const search = async (words) => {
  const { count } = await index();
  const found = await Promise.all(words.map((word) => find(word, MOST / words.length)));
  const scores = new Map();
  for (const pages of found) {
    const rare = Math.log(1 + count / (1 + pages.size));
    for (const [page, worth] of pages) {
      const [had, score] = scores.get(page) ?? [0, 0];
      scores.set(page, [had + 1, score + worth * rare]);
    }
  }
  const best = Math.max(0, ...[...scores.values()].map(([had]) => had));
  return [...scores].filter(([, [had]]) => had === best)
    .sort(([one, [, a]], [other, [, b]]) => b - a || one - other).map(([page]) => page);
};

const show = async (pages, isWanted) => {
  const { each, pages: marks } = await index();
  const part = (page) => Math.floor(page / each);
  const next = pages.slice(0, SHOWN);
  const parts = await Promise.all(next.map((page) => load(`${language}-p${part(page)}.${marks[part(page)]}.json`)));
  if (!isWanted()) return;
  const items = next.map((page, at) => {
    const [url, title, description] = parts[at][page % each];
    const item = document.createElement("li");
    const link = item.appendChild(document.createElement("a"));
    link.href = url;
    link.textContent = title;
    if (description) item.append(document.createElement("br"), description);
    return item;
  });
  list.append(...items);
  if (pages.length > SHOWN) {
    const more = list.appendChild(document.createElement("li")).appendChild(document.createElement("button"));
    more.type = "button";
    more.className = "button secondary";
    more.textContent = said.more;
    more.addEventListener("click", async () => {
      more.parentElement.remove();
      const shown = list.children.length;
      await show(pages.slice(SHOWN), isWanted);
      list.children[shown]?.querySelector("a")?.focus();
    });
  }
};

let asked;
const ask = async () => {
  const words = wordsOf(field.value);
  const question = words.join(" ");
  if (question === asked) return;
  asked = question;
  const isWanted = () => asked === question;
  const query = field.value.trim();
  history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
  try {
    const pages = words.length > 0 ? await search(words) : [];
    if (!isWanted()) return;
    list.replaceChildren();
    const count = pages.length === 1 ? said.one : said.many.replace("{n}", pages.length.toLocaleString(document.documentElement.lang));
    status.textContent = words.length === 0 ? "" : pages.length > 0 ? count : said.none;
    await show(pages, isWanted);
  } catch {
    if (!isWanted()) return;
    asked = undefined;
    list.replaceChildren();
    status.textContent = said.failed;
  }
};

field.addEventListener("input", ask);
// The list follows as one types: there is nothing to send.
form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
field.addEventListener("focus", () => index().catch(() => {}), { once: true });
field.value = new URLSearchParams(location.search).get("q") ?? "";
ask();
