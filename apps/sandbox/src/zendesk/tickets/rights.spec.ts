import { startSandbox, type Sandbox } from '../../sandbox.js';
import { caller } from '../../testing/client.js';
import type { UserChange } from '../../control/schemas.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, host: '127.0.0.1' });
});
afterAll(() => sandbox.close());
afterEach(() => sandbox.control.reset());

const nobodys = '/api/v2/tickets/9007199254740991';
const public_ = { comment: { body: 'x', public: true } };
const note = { comment: { body: 'x', public: false } };

/** The status of each kind of write to a ticket that does not exist, by an agent changed so. */
async function tryAs(change: UserChange): Promise<Record<string, number>> {
  const site = sandbox.control.zendesk('acme');
  const agent = site
    .describe()
    .users.find(({ role, restricted_agent }) => role === 'agent' && !restricted_agent);
  site.changeUser(agent?.id ?? 0, change);
  const { accessToken: token } = site.issueToken({ userId: agent?.id });
  const call = caller(sandbox);
  const put = async (body: unknown, path = nobodys) => (await call('PUT', path, { token, body })).status;
  return {
    reply: await put({ ticket: public_ }),
    note: await put({ ticket: note }),
    status: await put({ ticket: { status: 'open' } }),
    assignee: await put({ ticket: { assignee_id: null } }),
    tags: await put({ tags: ['x'] }, `${nobodys}/tags`),
    tagsOfUpdate: await put({ ticket: { tags: ['x'] } }),
    nonsense: await put({ ticket: { comment: 'x' } }),
  };
}
const found = {
  reply: 404,
  note: 404,
  status: 404,
  assignee: 404,
  tags: 404,
  tagsOfUpdate: 404,
  nonsense: 404,
};

test.each<[string, UserChange, object]>([
  ['an agent', {}, {}],
  ['a light agent', { restricted_agent: true }, { reply: 403 }],
  ['a role without public comments', { custom_role: { ticket_comment_access: 'none' } }, { reply: 403 }],
  [
    'a role that cannot edit tickets',
    { custom_role: { ticket_editing: false } },
    { status: 403, assignee: 403 },
  ],
  [
    'a role that cannot edit tags',
    { custom_role: { ticket_tag_editing: false } },
    { tags: 403, tagsOfUpdate: 403 },
  ],
  ['a role with every right', { custom_role: {} }, {}],
])('%s is told its rights before the ticket is looked up', async (_who, change, refused) => {
  expect(await tryAs(change)).toEqual({ ...found, ...refused });
});

test('users/me names the role, and null where there is none', async () => {
  const site = sandbox.control.zendesk('acme');
  const { adminId } = site.describe();
  const { accessToken: token } = site.issueToken();
  const me = async () =>
    (await caller(sandbox)<{ user: { custom_role_id: number | null } }>('GET', '/api/v2/users/me', { token }))
      .body.user;
  expect((await me()).custom_role_id).toBeNull();
  site.changeUser(adminId, { role: 'agent', custom_role: {} });
  expect((await me()).custom_role_id).toEqual(expect.any(Number));
  site.changeUser(adminId, { custom_role: null });
  expect((await me()).custom_role_id).toBeNull();
});
