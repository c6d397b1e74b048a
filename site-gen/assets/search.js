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

// Raises what each page is worth to what this word says of it.
const raise = (worths, text, times) => {
  let page = -1;
  for (const [, distance, weight, count] of text.matchAll(/([0-9a-z]*)([ABC])(?:_([0-9a-z]+)_)?/g)) {
    page += distance ? parseInt(distance, 36) : 1;
    const worth = { A: 1, B: 3, C: 6 }[weight] * times;
    const last = page + (count ? parseInt(count, 36) : 1);
    for (; page < last; page += 1) if (worths[page] < worth) worths[page] = worth;
    page -= 1;
  }
};

// How much a word says of each page; nothing is 0. Arrays of numbers, since one word may be on all of 10,000 pages.
const find = async (word, most, count) => {
  const worths = new Uint8Array(count);
  // Of a word that nothing begins with, another form may be there.
  for (let start = word; start.length >= Math.min(word.length, 4); start = start.slice(0, -1)) {
    let isFound = false;
    for (const table of await tables(start, most)) {
      for (const [typed, pages] of Object.entries(table)) {
        if (!typed.startsWith(start)) continue;
        isFound = true;
        raise(worths, pages.startsWith("=") ? table[pages.slice(1)] : pages, typed === word ? 2 : 1);
      }
    }
    if (isFound || word.length - start.length > 5) break;
  }
  return worths;
};

// Pages that have all words, else most of them; the best first.
const search = async (words) => {
  const { count } = await index();
  const found = await Promise.all(words.map((word) => find(word, MOST / words.length, count)));
  const had = new Uint16Array(count);
  const scores = new Float64Array(count);
  for (const worths of found) {
    const size = worths.reduce((sum, worth) => sum + (worth > 0), 0);
    const rare = Math.log(1 + count / (1 + size));
    for (let page = 0; page < count; page += 1) {
      if (worths[page] > 0) had[page] += 1;
      scores[page] += worths[page] * rare;
    }
  }
  const most = had.reduce((one, other) => Math.max(one, other), 1);
  const pages = [];
  for (let page = 0; page < count; page += 1) if (had[page] === most) pages.push(page);
  return pages.sort((one, other) => scores[other] - scores[one] || one - other);
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
