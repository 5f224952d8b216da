// The keyboard alone: Tab reaches whatever can be used, in order; where one stands is seen; there is no trap.
import { openAll } from "../browser.mjs";

export const name = "the keyboard reaches everything";

// On a page of megabytes, with thousands of stops, one walk has to do.
export const ways = ({ large, long, name }) => [{}, ...(large || long ? [] : [{ dark: true, width: 320 }]), ...(name === "districts" ? [{ scripts: false }] : [])];

export async function find(page, about, { scripts = true } = {}) {
  const wrong = await skip(page);
  return [...wrong, ...(await walk(page, scripts))];
}

// The first thing on the page is a way past its head.
async function skip(page) {
  await page.keyboard.press("Tab");
  const link = await page.evaluate(() => {
    const { left, top, width } = document.activeElement.getBoundingClientRect();
    return { to: document.activeElement.getAttribute("href"), seen: left >= 0 && top >= 0 && width > 0 };
  });
  if (link.to !== "#main") return ["the first stop is not the link to the main content"];
  const wrong = link.seen ? [] : ["the link to the main content is not seen when it is reached"];
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const inside = await page.evaluate(() => document.activeElement.closest("main") !== null);
  if (!inside) wrong.push("behind the link to the main content comes something outside of it");
  return wrong;
}

// From the top to the end, opening what can be opened on the way.
async function walk(page, scripts) {
  // From the top again: without the place in it that the link went to.
  await page.goto(page.url().split("#")[0]);
  await openAll(page);
  const stops = await page.evaluate(expected);
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = false; }));
  await page.evaluate(listen);
  const type = await typist(page);
  // A page without scripts tells nobody where the keyboard goes: it has to be asked at each stop.
  const atOnce = scripts ? 100 : 1;
  for (let from = 0; from < stops.length; from += atOnce) {
    const keys = stops.slice(from, from + atOnce).flatMap(({ opens }) => (opens ? ["Tab", "Enter"] : ["Tab"]));
    if (scripts) await Promise.all(keys.map(type));
    else {
      await type(keys.shift());
      await page.evaluate(() => window.__note(document.activeElement));
      await Promise.all(keys.map(type));
    }
  }
  await type("Tab");
  // Without scripts nothing waits, and nothing that is set to wait ever ends.
  if (scripts) await page.evaluate(settle);
  return page.evaluate(judge, stops);
}

// Presses keys, which may be several on their way: the browser deals with one after the other.
async function typist(page) {
  const session = await page.context().newCDPSession(page);
  const keys = { Tab: { windowsVirtualKeyCode: 9 }, Enter: { windowsVirtualKeyCode: 13, text: "\r" } };
  return (key) => {
    const event = { key, code: key, ...keys[key] };
    const down = session.send("Input.dispatchKeyEvent", { type: event.text ? "keyDown" : "rawKeyDown", ...event });
    const up = session.send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
    return Promise.all([down, up]);
  };
}

// In the page: what can be used, in the order of the page.
function expected() {
  const usable = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]");
  const order = [...usable].filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true }));
  order.forEach((one, place) => { one.dataset.stop = place; });
  return order.map((one) => ({ what: one.outerHTML.slice(0, 120), opens: one.tagName === "SUMMARY", early: one.tabIndex > 0 }));
}

// In the page: notes where the keyboard stands, and how that is shown.
function listen() {
  window.__stops = [];
  // Composited over whatever lies behind, opaque colours alone: what the styles of these pages have.
  const colour = (text) => text.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const behind = (one) => {
    for (let at = one.parentElement; at; at = at.parentElement) {
      const [r, g, b, a = 1] = colour(getComputedStyle(at).backgroundColor);
      if (a > 0) return [r, g, b];
    }
    return [255, 255, 255];
  };
  window.__note = (target) => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(target);
    const seen = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    window.__stops.push([target.dataset.stop ?? "", seen ? contrast(colour(outlineColor), behind(target)) : 0, target.outerHTML.slice(0, 120)]);
  };
  document.addEventListener("focusin", ({ target }) => window.__note(target));
}

// In the page: until whatever waited for the last key has had its turn. What was set to wait earlier, and no longer, comes first.
function settle() {
  return new Promise((done) => setTimeout(done, 50));
}

// In the page.
function judge(stops) {
  const wrong = [];
  const reached = window.__stops;
  const places = reached.map(([place]) => place);
  stops.forEach(({ what, early }, place) => {
    if (early) wrong.push(`a place of its own in the order: ${what}`);
    if (!places.includes(String(place))) wrong.push(`not reached: ${what}`);
    else if (places[place] !== String(place)) wrong.push(`not in order: ${what}`);
  });
  for (const [place, contrast, what] of reached) {
    if (place === "") wrong.push(`reached, and cannot be used: ${what}`);
    if (contrast === 0) wrong.push(`where the keyboard stands is not seen: ${what}`);
    else if (contrast < 3) wrong.push(`where the keyboard stands is hardly seen, ${contrast.toFixed(2)}:1: ${what}`);
  }
  if (document.activeElement.dataset.stop === String(stops.length - 1)) wrong.push("the last stop is a trap");
  return wrong.slice(0, 10);
}
