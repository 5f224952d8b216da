// 320 pixels wide: the page scrolls downwards alone, and nothing is cut. Also with the spacing of WCAG 1.4.12.
import { openAll } from "../browser.mjs";

export const name = "nothing is cut, nothing sticks out";

export const ways = ({ large }) => [
  { width: 320 },
  ...(large ? [] : [{ width: 320, scripts: false }, { width: 320, spaced: true, more: "spaced out" }, {}]),
];

export async function find(page, about, { spaced } = {}) {
  await openAll(page);
  if (spaced) await page.evaluate(spaceOut);
  return page.evaluate(look);
}

// In the page. Styles that are set one by one need no permission of its policy.
function spaceOut() {
  for (const one of document.querySelectorAll("body *:not(svg, svg *)")) {
    one.style.setProperty("line-height", "1.5", "important");
    one.style.setProperty("letter-spacing", ".12em", "important");
    one.style.setProperty("word-spacing", ".16em", "important");
    if (one.tagName === "P") one.style.setProperty("margin-bottom", "2em", "important");
  }
}

// In the page.
function look() {
  const wrong = [];
  const wide = document.scrollingElement.scrollWidth;
  const place = document.documentElement.clientWidth;
  if (wide > place) wrong.push(`the page is ${wide} px wide, and there are ${place}`);
  const say = (one, what) => wrong.push(`${what}: ${one.outerHTML.slice(0, 160)}`);
  // For the ears alone.
  const unseen = (one) => one.closest(".aside, .skip");
  const scrolls = (one) => /auto|scroll/.test(getComputedStyle(one).overflowX);
  for (const one of document.querySelectorAll("body *")) {
    if (one.closest("svg") || unseen(one) || !one.checkVisibility()) continue;
    const style = getComputedStyle(one);
    const over = one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0;
    if (over && scrolls(one) && one.tabIndex < 0) say(one, "scrolls, and no key reaches it");
    // In a field the keyboard goes through the words.
    if (over && /hidden|clip/.test(style.overflowX) && one.tagName !== "INPUT") say(one, "cuts what it holds");
    if (style.textOverflow === "ellipsis") say(one, "shortens what it holds");
    const { left, right } = one.getBoundingClientRect();
    if (right <= place + 1 && left >= -1) continue;
    let around = one.parentElement;
    while (around && !scrolls(around)) around = around.parentElement;
    if (!around) say(one, `stands from ${Math.round(left)} to ${Math.round(right)} px`);
  }
  return wrong.slice(0, 10);
}
