// Brings the browser's packages of package-lock.json and puts the files that pages load into wwwroot/lib.
// Builds may run side by side: one works, the others wait for it.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = dirname(fileURLToPath(import.meta.url));
const contents = {
  'apexcharts/apexcharts.esm.js': () => readFileSync(join(home, 'node_modules/apexcharts/dist/apexcharts.esm.js')),
  'LICENSES.txt': licences,
};
const target = name => join(home, 'wwwroot/lib', name);
const age = name => existsSync(name) ? statSync(name).mtimeMs : 0;
const lockFile = join(home, 'package-lock.json');
const upToDate = () => Object.keys(contents).every(name => age(target(name)) > age(lockFile));

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

// Their terms ask that they travel with every copy; the script has its helpers built in.
function licences() {
  const packages = Object.keys(JSON.parse(readFileSync(lockFile, 'utf8')).packages).filter(name => name);
  return packages.map(name => {
    const file = readdirSync(join(home, name)).find(f => /^licen[cs]e/i.test(f));
    return `${name.replace('node_modules/', '')}\n\n${file ? readFileSync(join(home, name, file), 'utf8').trim() : 'MIT'}\n`;
  }).join('\n\n');
}

function bring() {
  if (age(join(home, 'node_modules/.package-lock.json')) <= age(lockFile)) {
    execFileSync('npm', ['ci'], { cwd: home, stdio: 'inherit', shell: process.platform === 'win32' });
  }
  for (const [name, content] of Object.entries(contents)) {
    // Renamed into place, so that nobody reads half of one.
    const half = `${target(name)}.part`;
    mkdirSync(dirname(half), { recursive: true });
    writeFileSync(half, content());
    renameSync(half, target(name));
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
