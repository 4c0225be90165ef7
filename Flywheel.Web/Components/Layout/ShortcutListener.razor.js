const fields = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';
const dialogs = '.mud-dialog, dialog[open], [role="dialog"][aria-modal="true"]';

// Letters in lower case whatever caps lock says; a letter with Shift is another key and none of ours.
function nameOf(event) {
  const letter = event.key.length === 1 && event.key.toLowerCase() !== event.key.toUpperCase();
  if (event.altKey || (letter && event.shiftKey)) return null;
  return (event.ctrlKey || event.metaKey ? 'Ctrl+' : '') + (letter ? event.key.toLowerCase() : event.key);
}

export function listen(owner, initial) {
  let keys = [];
  // What counts now can be seen from outside: by extensions, by tests.
  function set(next) {
    keys = next;
    document.documentElement.dataset.keys = next.map(k => k.key).join(' ');
  }
  function onKeyDown(event) {
    if (event.defaultPrevented || event.repeat || event.isComposing || !event.key) return;
    const name = nameOf(event);
    const key = name && keys.find(k => k.key === name);
    if (!key) return;
    const target = event.composedPath()[0];
    const typing = target instanceof Element && target.closest(fields) !== null;
    const dialogOpen = document.querySelector(dialogs) !== null;
    if ((typing && !key.whileTyping) || (dialogOpen && !key.inDialog)) return;
    event.preventDefault();
    owner.invokeMethodAsync('PressedAsync', name, typing, dialogOpen);
  }
  set(initial);
  document.addEventListener('keydown', onKeyDown);
  return {
    set,
    stop() { document.removeEventListener('keydown', onKeyDown); },
  };
}
