// Runs before the first paint: how this browser wants to see things, and the few things that need no server.
(function () {
  'use strict';
  const root = document.documentElement;
  const night = matchMedia('(prefers-color-scheme: dark)');
  const read = key => { try { return localStorage.getItem(key); } catch { return null; } };
  const keep = (key, value) => { try { localStorage.setItem(key, value); } catch { /* private window: for this page only */ } };
  const cookie = (name, value) => { document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax`; };

  let chosen = read('flywheel-appearance') || 'auto';
  function apply() {
    const dark = chosen === 'dark' || (chosen === 'auto' && night.matches);
    root.dataset.appearance = dark ? 'dark' : 'light';
    root.dataset.appearanceChosen = chosen;
    cookie('flywheel-appearance', dark ? 'dark' : 'light');
    return dark;
  }

  apply();
  night.addEventListener('change', () => {
    if (chosen !== 'auto') return;
    apply();
    watcher?.invokeMethodAsync('AppearanceChangedAsync', root.dataset.appearance === 'dark');
  });
  cookie('flywheel-zone', Intl.DateTimeFormat().resolvedOptions().timeZone || '');
  root.dataset.rail = read('flywheel-rail') || 'wide';

  // Single characters as keys can be switched off: people who dictate press them without meaning to.
  const singleKeysName = 'flywheel-single-keys';
  let singleKeys = true;
  function readSingleKeys() {
    const kept = read(singleKeysName);
    if (kept) singleKeys = kept !== 'off';
    return singleKeys;
  }
  cookie(singleKeysName, readSingleKeys() ? 'on' : 'off');

  let watcher = null;
  window.flywheel = {
    setAppearance(value) {
      chosen = value;
      keep('flywheel-appearance', value);
      return apply();
    },
    watchAppearance(owner) {
      watcher = owner;
      return { dark: apply(), chosen };
    },
    forgetAppearance() { watcher = null; },
    singleKeysName,
    singleKeys: readSingleKeys,
    setSingleKeys(on) {
      singleKeys = on;
      keep(singleKeysName, on ? 'on' : 'off');
      cookie(singleKeysName, on ? 'on' : 'off');
      return readSingleKeys();
    },
    // The first of these that there is; with onlyIfLost only where nothing usable has the focus.
    focusFirst(selectors, onlyIfLost) {
      const now = document.activeElement;
      if (onlyIfLost && now && now !== document.body && !now.disabled) return;
      const found = selectors.map(s => document.querySelector(s)).find(e => e);
      if (!found) return;
      if (found.tabIndex < 0 && !found.hasAttribute('tabindex')) found.tabIndex = -1;
      found.focus();
    },
    copy(text) { return navigator.clipboard ? navigator.clipboard.writeText(text).then(() => true, () => false) : false; },
  };

  // The way back from an item leads to the list as it was left in this tab: its filters, its order, its page.
  const lists = 'flywheel-list:';
  const session = { get: key => { try { return sessionStorage.getItem(key); } catch { return null; } }, set: (key, value) => { try { sessionStorage.setItem(key, value); } catch { /* the whole list, then */ } } };
  function knowTheWayBack(event) {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (!link) return;
    if (link.matches('[data-back]')) {
      const path = link.getAttribute('href').split('?')[0];
      link.setAttribute('href', path + (session.get(lists + path) || ''));
    } else {
      session.set(lists + location.pathname, location.search);
    }
  }
  for (const kind of ['pointerdown', 'focusin', 'click']) document.addEventListener(kind, knowTheWayBack, true);

  document.addEventListener('click', event => {
    const target = event.target instanceof Element ? event.target : null;
    if (!target) return;
    if (target.closest('[data-rail-toggle]')) {
      root.dataset.rail = root.dataset.rail === 'narrow' ? 'wide' : 'narrow';
      keep('flywheel-rail', root.dataset.rail);
    }
    if (target.closest('[data-skip]')) {
      event.preventDefault();
      document.getElementById('main')?.focus();
    }
    const appearance = target.closest('[data-appearance-set]');
    if (appearance) window.flywheel.setAppearance(appearance.dataset.appearanceSet);
    for (const menu of document.querySelectorAll('details[data-menu][open]')) {
      if (!menu.contains(target) || target.closest('a, .fw-menu-line:not([role=switch])')) menu.open = false;
    }
    const copy = target.closest('[data-copy]');
    if (copy) {
      const source = document.getElementById(copy.dataset.copy);
      Promise.resolve(window.flywheel.copy(source.textContent)).then(done => { copy.textContent = done ? 'Copied' : 'Select and copy it by hand'; });
    }
  });
  // What an input method is given while a text is composed is meant for it: Enter takes a word, Escape drops it.
  addEventListener('keydown', event => {
    if (event.isComposing || event.keyCode === 229) event.stopImmediatePropagation();
  }, true);
  // Browsers send a form at Enter from every field but this one.
  document.addEventListener('keydown', event => {
    const form = event.key === 'Enter' && event.target instanceof HTMLSelectElement ? event.target.closest('.mud-dialog form') : null;
    if (!form) return;
    event.preventDefault();
    form.requestSubmit();
  });
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    for (const menu of document.querySelectorAll('details[data-menu][open]')) {
      menu.open = false;
      menu.querySelector('summary').focus();
    }
  });
})();
