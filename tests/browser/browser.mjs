// One browser for a file of tests, and pages opened in it in the ways that readers open them.
import { chromium } from "playwright-core";

const flags = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
];

/** So long a test may take, in milliseconds, and so long it waits for anything. A machine may be busy; what hangs fails all the same. */
export const PATIENCE = 600_000;
const WAITS = 200_000;

let browser;

/** Starts the browser, once, with a folder of its own that goes when it ends. */
function start() {
  // What is kept is the promise: two tests may ask for it at the same time.
  browser ??= launch();
  return browser;
}

// Twice, where a machine is too busy or too short of something for the first time.
async function launch(again = true) {
  try {
    return await chromium.launch({ executablePath: process.env.CHROMIUM, args: flags, timeout: WAITS });
  } catch (error) {
    if (!again) throw error;
    console.error(`the browser did not start, and is started again: ${error.message.split("\n")[0]}`);
    return launch(false);
  }
}

export async function stop() {
  await (await browser)?.close();
  browser = undefined;
}

/** As wide as what is left of A4 between the margins of the page, in CSS pixels: (210 − 2 × 16) mm. */
export const PAPER = 673;

const defaults = { width: 1280, height: 900, dark: false, scripts: true };

/** The ways in which a check opens a page, as words for the name of a test. */
export function inWords({ width = defaults.width, dark, scripts = true, more = "" }) {
  return [`${width} px`, dark && "dark", !scripts && "without JavaScript", more].filter(Boolean).join(", ");
}

/**
 * Opens an address in a way, does something with the page, and gives what that complains of together with whatever
 * happened that never should: a request elsewhere, an error, a dialog.
 */
export async function visit(address, way, look) {
  const lost = [];
  try {
    return await visitOnce(address, way, look, lost);
  } catch (error) {
    // That a browser or its page ends says nothing of what was looked at: another one looks, once.
    if (lost.length === 0) throw error;
    console.error(`${lost[0]}, and ${address} is opened again: ${error.message.split("\n")[0]}`);
    return visitOnce(address, way, look, []);
  }
}

async function visitOnce(address, way, look, lost) {
  const { width, height, dark, scripts } = { ...defaults, ...way };
  const running = start();
  const one = await running;
  const ended = () => {
    lost.push("the browser has ended");
    if (browser === running) browser = undefined;
  };
  one.once("disconnected", ended);
  let context;
  try {
    context = await one.newContext({
      viewport: { width, height },
      colorScheme: dark ? "dark" : "light",
      javaScriptEnabled: scripts,
      // What moves cannot be measured.
      reducedMotion: "reduce",
      serviceWorkers: "block",
    });
    context.setDefaultTimeout(WAITS);
    const page = await context.newPage();
    page.once("crash", () => lost.push("the page has crashed"));
    const seen = watch(page, context, address);
    await page.goto(address, { waitUntil: "load" });
    const complaints = (await look(page)) ?? [];
    if (lost.length > 0) throw new Error(lost[0]);
    return [...complaints, ...seen];
  } finally {
    one.off("disconnected", ended);
    await context?.close();
  }
}

/** Notes what a page should never do. */
function watch(page, context, address) {
  const seen = [];
  const own = new URL(address);
  const allowed = (url) => url.startsWith("data:") || (own.protocol === "file:" ? url.split("#")[0] === own.href.split("#")[0] : new URL(url).origin === own.origin);
  page.on("request", (request) => allowed(request.url()) || seen.push(`asks for ${request.url()}`));
  page.on("websocket", (socket) => seen.push(`opens a socket to ${socket.url()}`));
  // A policy that is broken is an error on the console too.
  page.on("console", (message) => message.type() === "error" && seen.push(`on the console: ${message.text()}`));
  page.on("pageerror", (error) => seen.push(`an error of the script: ${error.message}`));
  page.on("dialog", async (dialog) => {
    seen.push(`a dialog says: ${dialog.message()}`);
    await dialog.dismiss();
  });
  context.on("page", (other) => other !== page && seen.push(`opens another page: ${other.url()}`));
  return seen;
}

/** Opens whatever is closed, as readers would. */
export const openAll = (page) => page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
