// PouchDB beside us: node pouch.mjs COMMAND FOLDER [URL] [COUNT] [BATCH], with PEERS, the folder where it is installed,
// and RECORDS, a JSON file. `server` prints its port, the others one line of JSON.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const [command, folder, url, count = "10000", batch = "100"] = process.argv.slice(2);
const require = createRequire(path.join(process.env.PEERS, "package.json"));
const PouchDB = require("pouchdb");
const options = { batch_size: Number(batch) };
const local = (name) => new PouchDB(path.join(folder, name));
const city = () => new PouchDB(`${url}/${path.basename(folder)}`);
const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);

function records() {
  const rows = JSON.parse(readFileSync(process.env.RECORDS, "utf-8")).slice(0, Number(count));
  return rows.map(({ id, ...row }) => ({ _id: id, ...row }));
}

async function timed(work) {
  const began = performance.now();
  const result = await work();
  if (!result.ok || result.errors.length) throw new Error(JSON.stringify(result));
  return { seconds: (performance.now() - began) / 1000, ...result };
}

function serve() {
  const app = require("express")();
  const served = PouchDB.defaults({ prefix: folder + path.sep });
  const quiet = { inMemoryConfig: true, mode: "minimumForPouchDB", logPath: path.join(folder, "log.txt") };
  app.use("/", require("express-pouchdb")(served, quiet));
  const server = app.listen(0, "127.0.0.1", () => say(server.address().port));
}

async function prepare() {
  const docs = records();
  for (let start = 0; start < docs.length; start += 1000) await local("first").bulkDocs(docs.slice(start, start + 1000));
  await city().info(); // makes it
  say({});
}

async function push() {
  const done = await timed(() => local("first").replicate.to(city(), options));
  say({ seconds: done.seconds, things: done.docs_written });
}

async function pull() {
  const second = local("second");
  const done = await timed(() => second.replicate.from(city(), options));
  say({ seconds: done.seconds, things: (await second.info()).doc_count });
}

async function idle() {
  const first = local("first");
  await first.replicate.to(city(), options);
  await first.replicate.from(city(), options);
  say({});
}

async function twice() {
  const desks = { A: local("desk-a"), B: local("desk-b") };
  const assets = records();
  await desks.A.bulkDocs(assets);
  await desks.A.replicate.to(city());
  await desks.B.replicate.from(city());
  for (const [name, desk] of Object.entries(desks)) {
    const { rows } = await desk.allDocs({ include_docs: true });
    await desk.bulkDocs(rows.map(({ doc }) => ({ ...doc, borrower: name })));
  }
  let reported = 0;
  for (const desk of [desks.A, desks.B, desks.A]) {
    for (const result of Object.values(await desk.sync(city())).filter((it) => it.errors)) {
      reported += result.doc_write_failures + result.errors.length;
    }
  }
  const { rows } = await desks.A.allDocs({ include_docs: true, conflicts: true });
  const winners = { A: 0, B: 0 };
  for (const { doc } of rows) winners[doc.borrower] += 1;
  say({ reported, winners, kept: rows.filter(({ doc }) => doc._conflicts?.length).length });
}

await { server: serve, prepare, push, pull, idle, twice }[command]();
