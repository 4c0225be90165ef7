// Carries what is typed to the server by HTTP: the circuit takes no long messages, and may be gone.
const quiet = 400;
const retryAfter = 3000;

export function attach(area, owner, url) {
  let timer = 0;
  let kept = area.value;
  let touched = false;
  let running = null;
  let ended = false;

  async function put(text, last) {
    const answer = await fetch(url, {
      method: 'PUT', body: text, redirect: 'manual', credentials: 'same-origin', keepalive: last === true,
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'X-Flywheel-Draft': '1' },
    });
    if (answer.ok) return null;
    if (answer.status === 413) return 'It is longer than 1 MiB.';
    if (answer.status === 401 || answer.type === 'opaqueredirect') return 'You are signed out. Sign in in another tab; the text stays here.';
    return answer.status === 404 ? 'The item is gone.' : 'The server could not store it.';
  }

  // One request at a time, and never an older text after a newer one.
  async function send() {
    while (area.value !== kept) {
      const text = area.value;
      touched = true;
      const fault = await put(text).catch(() => 'The server cannot be reached.');
      if (fault) {
        if (!ended) {
          tell('NotSavedAsync', fault);
          clearTimeout(timer);
          timer = setTimeout(save, retryAfter);
        }
        return fault;
      }
      kept = text;
      if (!ended && area.value === kept) tell('SavedAsync');
    }
    return null;
  }

  function save() {
    clearTimeout(timer);
    running ??= send().finally(() => { running = null; });
    return running;
  }

  function tell(method, ...values) { owner.invokeMethodAsync(method, ...values).catch(() => { /* the circuit is gone; the draft is not */ }); }
  function onInput() {
    clearTimeout(timer);
    timer = setTimeout(save, quiet);
  }
  // A request that outlives the page may carry 64 KB; a longer text was saved at the last pause.
  function onHide() {
    if (document.visibilityState !== 'hidden' || area.value === kept) return;
    put(area.value, area.value.length < 20000).catch(() => { /* nobody is left to be told */ });
  }

  area.addEventListener('input', onInput);
  area.addEventListener('blur', save);
  document.addEventListener('visibilitychange', onHide);
  area.focus();
  area.setSelectionRange(0, 0);

  return {
    async flush() {
      const fault = await save();
      if (fault) return fault;
      const later = area.value === kept ? null : await save();
      return later ?? (touched ? 'saved' : 'untouched');
    },
    async copy() {
      if (navigator.clipboard && await navigator.clipboard.writeText(area.value).then(() => true, () => false)) return true;
      area.select();
      return document.execCommand('copy');
    },
    stop() {
      ended = true;
      clearTimeout(timer);
      if (area.value !== kept) save();
      area.removeEventListener('input', onInput);
      area.removeEventListener('blur', save);
      document.removeEventListener('visibilitychange', onHide);
    },
  };
}
