// The built program on a demonstration database of its own, and who can sign in there
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const TARGET = process.env.CARGO_TARGET_DIR ?? fileURLToPath(new URL('../../../target', import.meta.url));

/// A program that cargo has built; `CARETAKER_BIN` names another folder than the one of debug builds.
function built(name) {
  const path = join(process.env.CARETAKER_BIN ?? join(TARGET, 'debug'), name);
  if (!existsSync(path)) throw new Error(`${path} is missing: cargo build --package server && cargo build --package app --example pages`);
  return path;
}

/// Serves on a free port of loopback; `people` has who signs in by role, `stop()` ends it and leaves nothing.
export async function startProduct(...demo) {
  const data = mkdtempSync(join(tmpdir(), 'caretaker-'));
  const { stdout } = await run(built('caretaker'), ['demo', '--data', data, ...demo], { maxBuffer: 1 << 26 });
  const server = spawn(built('caretaker'), ['serve', '--data', data, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((done) => server.once('exit', done));
  let log = '';
  server.stderr.on('data', (part) => (log += part));
  for await (const line of createInterface(server.stdout)) {
    const url = /^listening on (http:\S+)/.exec(line)?.[1];
    if (!url) continue;
    server.stdout.resume();
    const stop = async () => {
      server.kill('SIGTERM');
      await ended;
      rmSync(data, { recursive: true });
    };
    return { url, people: roles(stdout), log: () => log, stop };
  }
  throw new Error(`the server did not start: ${log}`);
}

// user name, password, role, name, buildings: columns of the table that `demo` prints
function roles(table) {
  const lines = table.split('\n').map((line) => line.trim().split(/ {2,}/)).filter((cells) => cells.length >= 5);
  return new Map(lines.slice(1).map(([userName, password, role, name]) => [role, { userName, password, role, name }]));
}

/// The paths of all pages that can be asked for, as the registry of the program has them: `/work-requests/{id}`.
export async function pagePaths() {
  const { stdout } = await run(built('examples/pages'), []);
  return stdout.trim().split('\n');
}
