// Shows the passkey forms where the browser can do it, and puts the browser's answer into the form.
const able = typeof PublicKeyCredential !== 'undefined'
  && typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function'
  && typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function';

async function ask(form) {
  const token = form.querySelector('input[name="__RequestVerificationToken"]').value;
  const answer = await fetch(form.dataset.options, { method: 'POST', headers: { RequestVerificationToken: token } });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  const options = await answer.json();
  return form.dataset.passkey === 'create'
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (!able) continue;
  form.hidden = false;
  form.addEventListener('submit', async event => {
    const field = form.elements.Credential;
    if (field.value) return;
    event.preventDefault();
    const fault = form.querySelector('.fw-passkey-fault');
    fault.textContent = '';
    try {
      field.value = JSON.stringify(await ask(form));
      form.submit();
    } catch (error) {
      fault.textContent = error.name === 'NotAllowedError' ? 'No passkey was given.' : `The passkey could not be used. ${error.message}`;
    }
  });
}
