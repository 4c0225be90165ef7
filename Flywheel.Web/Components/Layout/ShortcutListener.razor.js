const fields = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';
const dialogs = '.mud-dialog, dialog[open], [role="dialog"][aria-modal="true"]';
const questionMarks = '?\u061f\u055e\u1367\u2e2e\u2cfa\ua60f';
const unfinished = ['Process', 'Dead', 'Unidentified'];

// Where a key lies, in the names of a US keyboard.
function placeOf(code, shifted) {
  const place = /^(?:Key([A-Z])|(?:Digit|Numpad)([0-9]))$/.exec(code);
  if (code === 'Slash') return shifted ? '?' : '/';
  return !place || shifted ? null : (place[1] ?? place[2]).toLowerCase();
}

// Decimal digits of any script: each script has its ten in a row, so the ones before it tell its value.
function digitOf(key) {
  if (!/^\p{Nd}$/u.test(key)) return null;
  let value = 0;
  for (let at = key.codePointAt(0) - 1; /^\p{Nd}$/u.test(String.fromCodePoint(at)); at--) value++;
  return String(value % 10);
}

// An input method may be set to full width.
function halfWidthOf(key) {
  return key.replace(/[\uff01-\uff5e]/g, wide => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}

// A Latin letter counts by what it is, a letter of another script by where it lies. Caps lock changes nothing; a letter with
// Shift is another key and none of ours. What lies on the row of digits is a digit where nothing else counts.
function charactersOf(event) {
  const key = halfWidthOf(event.key);
  const digit = digitOf(key);
  if (digit) return [digit];
  if (questionMarks.includes(key)) return ['?'];
  if (/^[\p{L}\p{M}\u200c\u200d]+$/u.test(key) && !/\p{Script=Latin}/u.test(key)) return [placeOf(event.code, event.shiftKey)];
  const letter = key.toLowerCase() !== key.toUpperCase();
  if (letter && event.shiftKey) return [];
  const row = /^Digit/.test(event.code) && !/^[a-z]$/i.test(key) ? placeOf(event.code, event.shiftKey) : null;
  return [letter ? key.toLowerCase() : key, row];
}

// Every name that a press may have in the list of keys, the likeliest first; none while a text is composed or with AltGr.
export function namesOf(event) {
  if (event.isComposing || event.keyCode === 229 || !event.key || unfinished.includes(event.key)) return [];
  if (event.altKey || event.getModifierState?.('AltGraph')) return [];
  const named = /^[A-Z][A-Za-z0-9]+$/.test(event.key);
  const prefix = event.ctrlKey || event.metaKey ? 'Ctrl+' : '';
  return (named ? [event.key] : charactersOf(event)).filter(n => n).map(n => prefix + n);
}

export function listen(owner, initial) {
  let keys = [];
  let held = null;
  // What counts now can be seen from outside: by extensions, by tests.
  function set(next) {
    keys = next;
    document.documentElement.dataset.keys = next.map(k => k.key).join(' ');
  }
  // Another tab may have switched single keys off since the page was drawn.
  function counts(key, typing, dialogOpen) {
    if ((typing && !key.whileTyping) || (dialogOpen && !key.inDialog)) return false;
    return dialogOpen || !key.single || window.flywheel.singleKeys();
  }
  function onKeyDown(event) {
    // A key that is held after it did something does nothing more: no second decision, no letters in the editor it opened.
    if (event.repeat && event.code && event.code === held) event.preventDefault();
    if (event.defaultPrevented || event.repeat) return;
    const names = namesOf(event);
    const key = names.map(n => keys.find(k => k.key === n)).find(k => k);
    if (!key) return;
    const target = event.composedPath()[0];
    const typing = target instanceof Element && target.closest(fields) !== null;
    const dialogOpen = document.querySelector(dialogs) !== null;
    if (!counts(key, typing, dialogOpen)) return;
    event.preventDefault();
    held = event.code;
    owner.invokeMethodAsync('PressedAsync', key.key, typing, dialogOpen);
  }
  function onKeyUp(event) { if (event.code === held) held = null; }
  function onBlur() { held = null; }
  function onStorage(event) { if (event.key === window.flywheel.singleKeysName) owner.invokeMethodAsync('SingleKeysAsync', window.flywheel.singleKeys()); }
  set(initial);
  document.addEventListener('keydown', onKeyDown);
  document.addEventListener('keyup', onKeyUp);
  window.addEventListener('blur', onBlur);
  window.addEventListener('storage', onStorage);
  return {
    set,
    stop() {
      document.removeEventListener('keydown', onKeyDown);
      document.removeEventListener('keyup', onKeyUp);
      window.removeEventListener('blur', onBlur);
      window.removeEventListener('storage', onStorage);
    },
  };
}
