/** The look of a platform's consent page: one card with a box for each scope. */
export const consentStyle = `
body { display: grid; place-items: center; min-height: 100vh; padding: 24px 16px; }
main { width: 100%; max-width: 440px; padding: 28px; }
.mark { color: var(--quiet); font-size: 0.8rem; margin-bottom: 6px; overflow-wrap: anywhere; }
form { display: grid; gap: 20px; margin-top: 20px; }
fieldset { border: 0; margin: 0; padding: 0; }
legend { font-weight: 600; font-size: 0.875rem; padding: 0; margin-bottom: 6px; }
.scope { display: flex; gap: 10px; align-items: flex-start; padding: 8px 0; border-top: 1px solid var(--line); font-weight: 400; margin: 0; }
.scope:last-child { border-bottom: 1px solid var(--line); }
.scope input { margin: 4px 0 0; width: 16px; height: 16px; accent-color: var(--accent); flex: none; }
.scope span span { display: block; }
.buttons { display: flex; gap: 10px; }
.buttons button { flex: 1; }
`;
