type Body = Record<string, unknown>;

/** A route whose purpose is to show a secret to whoever may see it. */
interface Shows {
  route: RegExp;
  kinds: readonly string[];
  secretsIn: (body: Body) => (readonly [secret: string, kind: string])[];
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const field =
  (name: string, kind: string): Shows['secretsIn'] =>
  (body) => [[text(body[name]), kind]];
/** The last part of a link is what opens it. */
const link: Shows['secretsIn'] = (body) => {
  const { url } = (body['link'] ?? body) as Body;
  return [[text(url).split(/[/=#]/).at(-1) ?? '', 'link']];
};
const csrf = field('csrfToken', 'CSRF token');
const toEnter: Shows['secretsIn'] = ({ values }) =>
  (Array.isArray(values) ? (values as { value: string; isSecret: boolean }[]) : [])
    .filter(({ isSecret }) => isSecret)
    // A header is shown with its name.
    .map(({ value }) => [value.split(': ').at(-1) ?? '', 'webhook secret']);

/** Everything that shows a secret, and why; all other answers have none. */
const shown: readonly Shows[] = [
  // The key that was made; only its hash is kept.
  { route: /^POST \/v1\/api-keys$/, kinds: ['API key'], secretsIn: () => [] },
  // What a subscriber checks deliveries with, when it is made and when it is renewed.
  {
    route: /^POST \/v1\/subscribers(\/[^/]+\/rotate-secret)?$/,
    kinds: ['signing secret'],
    secretsIn: () => [],
  },
  // What the receiver of alerts checks them with: it follows the key ring, so it cannot be renewed to see it.
  { route: /^GET \/v1\/alert-channels$/, kinds: ['signing secret'], secretsIn: () => [] },
  // What a person enters at a platform that cannot be told by its API.
  {
    route: /^(GET|POST) \/v1\/accounts\/[^/]+\/webhook(\/recreate|\/rotate-secret)?$/,
    kinds: ['webhook secret'],
    secretsIn: toEnter,
  },
  // Links that open once, for whoever they are sent to.
  { route: /^POST \/v1\/users(\/[^/]+\/password-link)?$/, kinds: ['link'], secretsIn: link },
  { route: /^POST \/v1\/(connect-sessions|accounts\/[^/]+\/repair-link)$/, kinds: ['link'], secretsIn: link },
  // The page sends it back with every change; another site cannot read it.
  { route: /^(GET|POST) \/v1\/(session|setup)$/, kinds: ['CSRF token'], secretsIn: csrf },
];

/** What the route may show; undefined: nothing. */
export const showsOf = (method: string, pathname: string): Shows | undefined =>
  shown.find(({ route }) => route.test(`${method} ${pathname}`));
