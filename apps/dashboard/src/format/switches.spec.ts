import { stoppedBySwitch } from './switches.js';

test.each([
  ['writes', 'All writes'],
  ['platform:zendesk', 'Everything at Zendesk'],
  ['platform:example-desk', 'Everything at Example desk'],
  ['capability:replies:write', 'Replies and notes'],
  ['capability:tickets:merge', 'Tickets:merge'],
])('%s is told as what it stops', (name, words) => {
  expect(stoppedBySwitch(name)).toBe(words);
});
