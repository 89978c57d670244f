// Answers over HTTP as a server of ClickHouse does, out of the engine of today that chDB
// embeds: there is no package of such a server in Debian. One table of no cluster; nothing
// but what tradestats sends is understood. It prints its port.

import { createServer } from "node:http";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Session } from "chdb";

const folder = mkdtempSync(join(tmpdir(), "today-"));
const session = new Session(join(folder, "tables"));
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  });
}

// What only the protocol is concerned with; all else are settings of the engine.
const ofHTTP = new Set(["query", "wait_end_of_query", "enable_http_compression"]);

let last = Promise.resolve(); // statements run one after another

async function answer(url, body) {
  for (const [name, value] of url.searchParams) {
    if (!ofHTTP.has(name)) await session.queryAsync(`SET ${name} = '${value}'`);
  }
  const statement = url.searchParams.get("query");
  if (statement === null) return session.queryAsync(body.toString(), { format: "TabSeparated" });
  const rows = join(folder, "rows"); // the engine has no body of a request to read from
  writeFileSync(rows, body);
  return session.queryAsync(statement.replace(/ FORMAT (\w+)$/, ` FROM INFILE '${rows}' FORMAT $1`));
}

const server = createServer((request, response) => {
  const pieces = [];
  request.on("data", (piece) => pieces.push(piece));
  request.on("end", () => {
    last = last.then(async () => {
      try {
        const result = await answer(new URL(request.url, "http://127.0.0.1"), Buffer.concat(pieces));
        response.writeHead(200, { "Content-Type": "text/tab-separated-values" }).end(result.bytes());
      } catch (error) {
        const code = /^.*?Code: (\d+)/s.exec(error.message)?.[1] ?? "1002";
        response.writeHead(500, { "X-ClickHouse-Exception-Code": code }).end(error.message + "\n");
      }
    });
  });
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
