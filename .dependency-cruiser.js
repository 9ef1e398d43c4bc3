/**
 * Who may import whom. Imports go down this list only; what has to go up is an event through the outbox, never a call.
 * A row names everything a folder may import besides itself. `npm run boundaries` checks it, and so does the unit run.
 */
const platform = ['clock', 'config', 'crypto', 'database', 'groups', 'http', 'observability', 'redis'].map(
  (name) => `libs/platform/${name}`,
);
const adapters = ['libs/helpdesks/contract', 'libs/helpdesks/directory'];

export const may = {
  // One small lib per technology; no product word in them.
  'libs/platform/clock': [],
  'libs/platform/groups': [],
  'libs/platform/config': [],
  'libs/platform/observability': ['libs/platform/config', 'libs/platform/clock'],
  'libs/platform/crypto': ['libs/platform/config'],
  'libs/platform/database': ['libs/platform/config', 'libs/platform/observability'],
  'libs/platform/http': ['libs/platform/config', 'libs/platform/observability'],
  'libs/platform/redis': ['libs/platform/config', 'libs/platform/observability'],

  // What the world sees of us.
  'libs/contract': [],
  'libs/sdk': [],

  // Adapters are plain classes that know nothing of us; only the directory lists them.
  'libs/helpdesks/contract': ['libs/platform/http', 'libs/platform/clock'],
  'libs/helpdesks/zendesk': ['libs/helpdesks/contract', 'libs/platform/http', 'libs/platform/clock'],
  'libs/helpdesks/freshdesk': ['libs/helpdesks/contract'],
  'libs/helpdesks/intercom': ['libs/helpdesks/contract'],
  'libs/helpdesks/request-tracker': ['libs/helpdesks/contract'],
  'libs/helpdesks/declarative': ['libs/helpdesks/contract'],
  'libs/helpdesks/directory': [
    'libs/helpdesks/contract',
    'libs/helpdesks/zendesk',
    'libs/helpdesks/freshdesk',
    'libs/helpdesks/intercom',
    'libs/helpdesks/request-tracker',
    'libs/helpdesks/declarative',
  ],

  // Which of our processes run.
  'libs/processes': ['libs/platform/clock', 'libs/platform/database', 'libs/platform/observability'],

  // Capabilities, each below the next.
  'libs/access': ['libs/contract', ...platform],
  'libs/lanes': [...platform],
  'libs/budget': [...platform],
  'libs/outbox': ['libs/access', 'libs/contract', 'libs/lanes', ...platform],
  'libs/accounts': [
    'libs/contract',
    'libs/access',
    'libs/lanes',
    'libs/budget',
    'libs/outbox',
    ...adapters,
    ...platform,
  ],
  'libs/credentials': ['libs/access', 'libs/accounts', ...adapters, ...platform],
  'libs/gateway': [
    'libs/accounts',
    'libs/budget',
    'libs/credentials',
    'libs/lanes',
    ...adapters,
    ...platform,
  ],
  'libs/scopes': [
    'libs/contract',
    'libs/accounts',
    'libs/credentials',
    'libs/gateway',
    'libs/lanes',
    'libs/outbox',
    ...adapters,
    ...platform,
  ],
  'libs/operations': [
    'libs/access',
    'libs/contract',
    'libs/accounts',
    'libs/budget',
    'libs/gateway',
    'libs/scopes',
    'libs/lanes',
    'libs/outbox',
    ...adapters,
    ...platform,
  ],
  'libs/intake': [
    'libs/access',
    'libs/contract',
    'libs/accounts',
    'libs/gateway',
    'libs/lanes',
    'libs/outbox',
    'libs/operations',
    'libs/scopes',
    ...adapters,
    ...platform,
  ],
  'libs/reconciliation': [
    'libs/accounts',
    'libs/budget',
    'libs/gateway',
    'libs/intake',
    ...adapters,
    ...platform,
  ],
  'libs/connect': [
    'libs/contract',
    'libs/access',
    'libs/accounts',
    'libs/credentials',
    'libs/gateway',
    'libs/intake',
    'libs/lanes',
    'libs/operations',
    'libs/outbox',
    'libs/reconciliation',
    'libs/scopes',
    ...adapters,
    ...platform,
  ],
  // Operations of our own, to see whether they come back.
  'libs/synthetic-checks': [
    'libs/access',
    'libs/contract',
    'libs/accounts',
    'libs/lanes',
    'libs/operations',
    ...adapters,
    ...platform,
  ],
  // Opens what any lib has sealed and seals it anew, by what each says of its own columns.
  'libs/key-rotation': ['libs/access', 'libs/connect', 'libs/credentials', 'libs/outbox', ...platform],
  // What is deleted: by age, and for good. Reaches into the others' tables, because one list of them is the promise.
  'libs/retention': ['libs/access', 'libs/contract', ...platform],
  // Who is told of what is wrong. Finds that by a read-only picture of the others' tables.
  'libs/incidents': [
    'libs/contract',
    'libs/access',
    'libs/accounts',
    'libs/connect',
    'libs/lanes',
    'libs/outbox',
    ...adapters,
    ...platform,
  ],
  // A read-only picture of the others.
  'libs/health': [
    'libs/contract',
    'libs/accounts',
    'libs/budget',
    'libs/credentials',
    'libs/gateway',
    'libs/intake',
    'libs/lanes',
    'libs/operations',
    'libs/outbox',
    'libs/reconciliation',
    'libs/scopes',
    ...adapters,
    ...platform,
  ],
  // Whether an installation has what it needs, by what each lib knows of its own part.
  'libs/self-test': ['libs/health', 'libs/incidents', 'libs/key-rotation', ...platform],
  // What else would have become of an account's calls; reads the others' tables only.
  'libs/what-if': [
    'libs/contract',
    'libs/accounts',
    'libs/budget',
    'libs/credentials',
    ...adapters,
    ...platform,
  ],

  // Edges: they wire, and hold no rules.
  'apps/api': ['libs'],
  'apps/worker': ['libs'],
  'apps/keys': ['libs'],
  'apps/doctor': ['libs'],
  'apps/dashboard': ['libs/sdk'],
  // Imports nothing of ours: code in common would have our misreading of a platform in common too.
  'apps/sandbox': [],
  'apps/standalone': ['libs/platform/config', 'libs/platform/database'],
  examples: ['libs/sdk'],
};

const beginsWith = (folder) => `^${folder}/`;
/** Tests may reach for what they test with. */
const tests = '\\.spec\\.tsx?$|/testing/';

const table = Object.entries(may).map(([from, to]) => ({
  name: `${from} imports only what its row lists`,
  comment:
    `${from} may import ${to.join(', ') || 'nothing of ours'}. If it truly needs this, add it to the row in ` +
    `.dependency-cruiser.js, provided the arrow still points down; if it points up, append an event to the outbox instead.`,
  severity: 'error',
  from: { path: beginsWith(from), pathNot: tests },
  to: { path: '^(apps|libs|examples|test|prisma)/', pathNot: [from, ...to].map(beginsWith) },
}));

/** A package that only some places may import. */
const only = (what, packages, places, comment) => ({
  name: `${what} only where it belongs`,
  comment,
  severity: 'error',
  from: { path: '^(apps|libs|examples)/', pathNot: [...places, tests] },
  to: { path: packages.map((name) => `node_modules/${name}/`) },
});

export default {
  forbidden: [
    ...table,
    {
      name: 'every folder has a row',
      comment:
        'This app or lib is not in the table of .dependency-cruiser.js: give it a row with what it may import.',
      severity: 'error',
      from: { path: '^(apps|libs|examples)/', pathNot: Object.keys(may).map(beginsWith) },
      to: {},
    },
    {
      name: 'no cycles',
      comment:
        'These files import one another in a circle. Move what both need into a third file that imports neither.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '/generated/' },
      // A type is gone when the program runs; two files may describe each other.
      to: { circular: true, viaOnly: { pathNot: '/generated/', dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'every import resolves',
      comment:
        'This import leads nowhere. A lib is imported as @nightdesk/name; its inner files cannot be imported.',
      severity: 'error',
      from: { path: '^(apps|libs|examples)/' },
      to: { couldNotResolve: true, pathNot: '/dist/' },
    },
    {
      name: 'a lib is entered through its index',
      comment: 'Import @nightdesk/name and export from its src/index.ts what others need.',
      severity: 'error',
      from: { path: '^(apps|libs/(?:platform/|helpdesks/)?[^/]+)/', pathNot: tests },
      to: {
        path: '^libs/',
        pathNot: ['^libs/(platform/|helpdesks/)?[^/]+/(testing/)?src/index\\.ts$', '^$1/'],
      },
    },
    only(
      'bullmq',
      ['bullmq'],
      ['^libs/lanes/'],
      'Only libs/lanes knows BullMQ: wake or drain a lane instead.',
    ),
    only(
      'ioredis',
      ['ioredis'],
      ['^libs/platform/redis/', '^libs/lanes/', '^libs/budget/'],
      'Losing Redis must lose no work: keep the truth in Postgres, and use libs/budget or libs/lanes for the rest.',
    ),
    only(
      'prom-client and OpenTelemetry',
      ['prom-client', '@opentelemetry'],
      ['^libs/platform/observability/'],
      'Use metrics and spans of @nightdesk/platform/observability.',
    ),
    only('Prisma', ['@prisma/client'], ['^libs/platform/database/'], 'Use @nightdesk/platform/database.'),
    {
      name: 'tables are known to their store only',
      comment:
        "Queries belong into this lib's x.store.ts, where a reader looks for them. Types such as Tx may be imported anywhere " +
        '(import type).',
      severity: 'error',
      from: {
        path: '^libs/',
        pathNot: ['\\.store\\.ts$', '\\.module\\.ts$', '^libs/platform/database/', tests],
      },
      to: { path: '^libs/platform/database/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'adapters are plain classes',
      comment:
        'An adapter gets a token and a request and knows no framework: pass what it needs to its constructor.',
      severity: 'error',
      from: { path: '^libs/helpdesks/' },
      to: { path: 'node_modules/@nestjs/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/generated/internal/|/generated/models/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
