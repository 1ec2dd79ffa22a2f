/* Lets a form be sent once: a double click decides nothing twice. */
'use strict';
{
    const sent = new Set();
    const shut = new Set();
    document.addEventListener('submit', event => {
        const form = event.target;
        if (form.getAttribute('method') !== 'post' || form.hasAttribute('target') || event.defaultPrevented) { return; }
        if (sent.has(form)) { event.preventDefault(); return; }
        sent.add(form);
        setTimeout(() => { /* a button that is shut at once would not be sent along */
            for (const button of form.querySelectorAll('[type="submit"]:enabled, button:not([type]):enabled')) {
                button.disabled = true;
                shut.add(button);
            }
        });
    });
    window.addEventListener('pageshow', () => { /* also by the browser's way back */
        for (const button of shut) { button.disabled = false; }
        sent.clear();
        shut.clear();
    });
}
