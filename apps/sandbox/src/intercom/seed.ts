import type { World } from '../world.js';
import { HubApp } from './hub/app.js';
import { addState, addWorkspace } from './new-workspace.js';
import { neededScopes } from './scopes.js';
import { seedThreads } from './seed-threads.js';

/** `acme1`, a shop for outdoor gear in the US region, and the app `nightdesk`, whose home it is. */
export function seedIntercom(world: World): void {
  const store = world.intercom;
  const workspace = addWorkspace(store, {
    id: 'acme1',
    name: 'Acme Outdoor',
    region: 'us',
    teams: ['Support', 'Warehouse'],
    admins: [
      { name: 'Ada Okafor', email: 'ada.okafor@acme.example', team: 'Support' },
      { name: 'Tomás Rivera', email: 'tomas.rivera@acme.example', team: 'Support' },
      {
        name: 'Lena Fischer',
        email: 'lena.fischer@acme.example',
        team: 'Warehouse',
        has_inbox_seat: false,
      },
    ],
    contacts: [
      { name: 'Maya Lindqvist', email: 'maya.lindqvist@mail.example' },
      { name: 'Jonah Pratt', email: 'jonah.pratt@mail.example' },
      { name: 'Sofia Marchetti', email: 'sofia.marchetti@mail.example' },
      { name: 'Kenji Watanabe', email: 'kenji.watanabe@mail.example' },
      { name: 'Priya Nair', email: 'priya.nair@mail.example', role: 'lead' },
    ],
    ticketTypes: [
      { name: 'Return', category: 'Customer' },
      { name: 'Stock check', category: 'Back-office' },
    ],
  });
  const [returns = ''] = workspace.ticketTypes.keys();
  addState(workspace, returns, 'in_progress', 'Parcel on its way');
  const [ada = ''] = workspace.admins.keys();
  const app = new HubApp(store, {
    clientId: 'nightdesk',
    name: 'Nightdesk',
    secret: 'sandbox-secret',
    visibility: 'public',
    homeWorkspaceId: workspace.id,
    redirectUris: world.options.redirectUris,
    scopes: [...neededScopes],
    adminId: ada,
    accessToken: 'sandbox-intercom-token',
  });
  seedThreads(workspace, app);
}
