// Brings the browser's packages of package-lock.json and puts the files that pages load into wwwroot/lib.
// Builds may run side by side: one works, the others wait for it.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = dirname(fileURLToPath(import.meta.url));
const files = [
  ['apexcharts/dist/apexcharts.esm.js', 'apexcharts/apexcharts.esm.js'],
  ['apexcharts/LICENSE', 'apexcharts/LICENSE.txt'],
];
const target = name => join(home, 'wwwroot/lib', name);
const age = name => existsSync(name) ? statSync(name).mtimeMs : 0;
const lockFile = join(home, 'package-lock.json');
const upToDate = () => files.every(([, to]) => age(target(to)) > age(lockFile));

const mutex = join(home, 'obj/browser-packages.lock');
function alive(pid) {
  try { return process.kill(pid, 0); } catch (fault) { return fault.code === 'EPERM'; }
}
function tryEnter() {
  try {
    writeFileSync(mutex, String(process.pid), { flag: 'wx' });
    return true;
  } catch (fault) {
    if (fault.code !== 'EEXIST') throw fault;
  }
  // Whoever was killed at it holds nothing; an empty file is one being written.
  try {
    const owner = Number(readFileSync(mutex, 'utf8'));
    if (owner > 0 && !alive(owner)) rmSync(mutex, { force: true });
  } catch { /* released meanwhile */ }
  return false;
}
function pause(milliseconds) { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds); }

function bring() {
  if (age(join(home, 'node_modules/.package-lock.json')) <= age(lockFile)) {
    execFileSync('npm', ['ci'], { cwd: home, stdio: 'inherit', shell: process.platform === 'win32' });
  }
  for (const [from, to] of files) {
    // Renamed into place, so that nobody reads half of one; dated now, because some systems copy the date too.
    const half = `${target(to)}.part`;
    mkdirSync(dirname(half), { recursive: true });
    copyFileSync(join(home, 'node_modules', from), half);
    utimesSync(half, new Date(), new Date());
    renameSync(half, target(to));
  }
}

mkdirSync(dirname(mutex), { recursive: true });
while (!upToDate()) {
  if (!tryEnter()) {
    pause(200);
    continue;
  }
  try {
    if (!upToDate()) bring();
  } finally {
    rmSync(mutex, { force: true });
  }
}
