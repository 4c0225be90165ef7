(function () {
  'use strict';
  const notice = document.getElementById('components-reconnect-modal');
  let touched = false;
  document.addEventListener('input', () => { touched = true; });

  notice.addEventListener('components-reconnect-state-changed', event => {
    const state = event.detail.state;
    // The circuit is gone for good. Where nothing was typed there is nothing to keep.
    if ((state === 'rejected' || state === 'resume-failed') && !touched) location.reload();
  });

  async function retry() {
    try {
      if (!await Blazor.reconnect() && !touched) location.reload();
    } catch {
      // Still no answer; the notice stays.
    }
  }

  notice.addEventListener('click', event => {
    const action = event.target.closest('[data-reconnect]')?.dataset.reconnect;
    if (action === 'reload') location.reload();
    if (action === 'retry') retry();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && notice.classList.contains('components-reconnect-failed')) retry();
  });
})();
