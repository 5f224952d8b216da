// Each page, in each way that readers open it, through each check. The lists are in pages.mjs and checks/.
import { after, describe, test } from "node:test";
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PATIENCE, inWords, stop, visit } from "./browser.mjs";
import { folder, pictures, reports } from "./pages.mjs";
import * as accessible from "./checks/accessible.mjs";
import * as complete from "./checks/complete.mjs";
import * as drawn from "./checks/drawn.mjs";
import * as harmless from "./checks/harmless.mjs";
import * as keyboard from "./checks/keyboard.mjs";
import * as narrow from "./checks/narrow.mjs";
import * as printed from "./checks/printed.mjs";
import * as sorted from "./checks/sorted.mjs";

after(stop);

const through = (pages, checks) => {
  for (const about of pages) {
    describe(about.name, { concurrency: 2 }, () => {
      for (const check of checks) {
        for (const way of check.ways(about)) {
          test(`${about.name}: ${check.name}, ${inWords(way)}`, { timeout: PATIENCE }, async () => {
            const address = pathToFileURL(join(folder, about.file)).href;
            assert.deepEqual(await visit(address, way, (page) => check.find(page, about, way)), []);
          });
        }
      }
    });
  }
};

through(reports, [accessible, complete, sorted, keyboard, narrow, printed, harmless]);
through(pictures, [drawn, harmless]);
