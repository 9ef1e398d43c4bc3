/** The look of the two-sided page, on top of the sandbox's common one. */
export const style = `
body { padding: 20px 24px 40px; max-width: 1360px; margin: 0 auto; }
header { display: flex; justify-content: space-between; align-items: center; gap: 16px; margin-bottom: 16px; }
nav.quiet { margin: -6px 0 16px; }
nav.quiet a { color: inherit; }
header h1 { white-space: nowrap; }
.pick { display: flex; align-items: center; gap: 8px; }
.pick select { width: auto; max-width: 100%; }
.pick label { margin: 0; font-weight: 400; color: var(--quiet); white-space: nowrap; }
main { display: grid; grid-template-columns: minmax(280px, 360px) minmax(0, 1fr); gap: 20px; align-items: start; }
main.empty { display: block; }
section { padding: 20px; min-width: 0; }
.head { display: flex; justify-content: space-between; align-items: center; gap: 12px; min-height: 40px; margin-bottom: 12px; }
.head select { width: auto; max-width: 60%; }
h3 { font-size: 0.95rem; overflow-wrap: anywhere; }
form { display: grid; gap: 14px; }
form > button { justify-self: start; }
#customer > h3 { margin: 24px 0 8px; }
.sides { display: none; }
.error { background: var(--card); border: 1px solid var(--danger); color: var(--danger); border-radius: 6px; padding: 8px 12px; margin-bottom: 16px; }
.split { display: grid; grid-template-columns: minmax(220px, 300px) minmax(0, 1fr); gap: 24px; }
.list p { padding: 8px 0; }
.split .list { max-height: 74vh; overflow-y: auto; border-right: 1px solid var(--line); padding-right: 12px; scrollbar-width: thin; }
.row {
  display: grid; gap: 2px; width: 100%; text-align: left; font-weight: 400; padding: 10px; border: 0; border-radius: 6px;
  border-bottom: 1px solid var(--line); border-bottom-left-radius: 0; border-bottom-right-radius: 0;
}
.row:last-child { border-bottom: 0; border-radius: 6px; }
.row:hover { background: var(--ground); }
.row:focus-visible { outline-offset: -2px; }
.row[aria-current=true] { background: var(--accent-soft); }
.row strong { font-weight: 600; overflow-wrap: anywhere; }
.row > span { display: flex; justify-content: space-between; gap: 8px; color: var(--quiet); font-size: 0.8125rem; }
.status { color: var(--ink); white-space: nowrap; }
.status::before { content: ""; display: inline-block; width: 8px; height: 8px; border-radius: 50%; margin-right: 6px; background: var(--dot, #8a919e); }
.status[data-status=new] { --dot: #d9930d; }
.status[data-status=open i] { --dot: #c8374b; }
.status[data-status=pending i] { --dot: #3277d5; }
.status[data-status=hold] { --dot: #75808f; }
.status:is([data-status=solved], [data-status=resolved i]) { --dot: #2f9464; }
.conversation { min-width: 0; }
.title { display: flex; justify-content: space-between; gap: 12px; align-items: baseline; }
.open { margin-top: 16px; padding-top: 16px; border-top: 1px solid var(--line); }
.messages { display: grid; gap: 10px; margin: 12px 0 20px; }
.message { border: 1px solid var(--line); border-radius: 8px; padding: 10px 14px; min-width: 0; }
.message p { white-space: pre-wrap; overflow-wrap: anywhere; margin-top: 2px; }
.message .who { display: flex; flex-wrap: wrap; gap: 0 8px; justify-content: space-between; font-size: 0.8125rem; color: var(--quiet); }
.message .who b { color: var(--ink); font-weight: 600; }
.message[data-kind=public] { background: var(--accent-soft); border-color: transparent; }
.message[data-kind=note] { background: var(--note); border: 1px dashed var(--note-line); }
.message[data-kind=note] .who, .message[data-kind=note] .who b { color: var(--note-ink); }
.modes { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 4px 18px; }
.modes legend { font-weight: 600; font-size: 0.875rem; padding: 0; margin-bottom: 4px; }
.modes label { display: flex; align-items: center; gap: 6px; font-weight: 400; margin: 0; font-size: 0.9375rem; }
.modes input { accent-color: var(--accent); width: 16px; height: 16px; margin: 0; }
#act:has([value=note]:checked) textarea { background: var(--note); border-color: var(--note-line); }
.send { display: flex; gap: 12px; align-items: end; justify-content: space-between; }
.send select { width: auto; min-width: 140px; }
@media (max-width: 860px) {
  body { padding: 16px 16px 32px; }
  header h1 { font-size: 1.1rem; }
  .pick { min-width: 0; }
  .pick label { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  .sides { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; margin-bottom: 16px; }
  .sides button[aria-pressed=true] { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); }
  main, .split { grid-template-columns: minmax(0, 1fr); }
  body[data-shown=customer] #agent, body:not([data-shown]) #agent, body[data-shown=agent] #customer { display: none; }
  section { padding: 16px; }
  .split .list { max-height: 40vh; border-right: 0; padding-right: 0; border-bottom: 1px solid var(--line); }
}
`;
