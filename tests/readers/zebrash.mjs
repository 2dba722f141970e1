// Draws ZPL labels: {home, width, height, dotsPerMm, labels: [base64]} from stdin, [base64 PNG] to stdout.
import { webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

globalThis.crypto ??= webcrypto; // Node.js 18 does not have it by that name

const { home, width, height, dotsPerMm, labels } = JSON.parse(readFileSync(0, "utf-8"));
const found = createRequire(pathToFileURL(`${home}/package.json`)).resolve("zpl-renderer-js");
const { ready } = await import(pathToFileURL(found));
const { api } = await ready;
const pictures = [];
for (const label of labels) {
  const zpl = Buffer.from(label, "base64").toString("latin1");
  pictures.push(await api.zplToBase64Async(zpl, width, height, dotsPerMm));
}
process.stdout.write(JSON.stringify(pictures));
