// What a landscape calls things is shown and never obeyed.
import { openAll } from "../browser.mjs";
import { names } from "../hostile.mjs";

export const name = "names are shown and not obeyed";

export const ways = ({ hostile }) => (hostile ? [{}, { scripts: false }] : []);

export async function find(page, { everyName }) {
  await openAll(page);
  const { wrong, text } = await page.evaluate(look);
  const missing = everyName ? Object.entries(names).filter(([, name]) => !text.includes(flat(name))) : [];
  return [...wrong, ...missing.map(([what]) => `nowhere, or not as it is written: the name with ${what}`)];
}

// White space is the browser's, and letters that turn what follows around are shown as a mark.
const flat = (text) => text.replace(/[\u202a-\u202e\u2066-\u2069]/g, "\ufffd").replace(/\s+/g, " ").trim();

// In the page.
function look() {
  const wrong = [];
  if (window.__owned !== undefined) wrong.push(`a script of a name ran: ${window.__owned}`);
  for (const one of document.querySelectorAll("*")) {
    if (/^(img|iframe|object|embed|foreignObject)$/i.test(one.tagName)) wrong.push(`an element that no page has: ${one.outerHTML.slice(0, 160)}`);
    for (const { name, value } of one.attributes) {
      if (name.startsWith("on")) wrong.push(`an attribute that is a script: ${name}="${value}"`);
      if (/href$|^(src|action)$/.test(name) && /^\s*\w*script:/i.test(value)) wrong.push(`a link that is a script: ${value}`);
    }
  }
  // What is written from right to left must not turn its neighbours around.
  const words = document.createTreeWalker(document.body ?? document.documentElement, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const { parentElement, data } = words.currentNode;
    if (!/[\u0590-\u06ff]/.test(data) || parentElement.closest("script, style, svg, title, option")) continue;
    if (!parentElement.closest("bdi, [dir]")) wrong.push(`right to left among other words: ${parentElement.outerHTML.slice(0, 160)}`);
  }
  const text = (document.body?.innerText ?? document.documentElement.textContent).replace(/\s+/g, " ");
  if (text.includes("\u202e")) wrong.push("a letter that turns what follows around");
  return { wrong: wrong.slice(0, 10), text };
}
