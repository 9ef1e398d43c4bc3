import type { PlatformChoice } from '@nightdesk/sdk';
import { Choices } from './choices.js';
import { ClientFields } from './client-fields.js';
import { KeyFields } from './key-fields.js';
import { methodsOf } from './rules.js';
import { Scopes } from './scopes.js';
import type { ConnectForm } from './use-connect.js';

interface Props {
  form: ConnectForm;
  choice: PlatformChoice;
}

/** How Nightdesk gets in: by consent or by a key, with what that way needs. */
export function WayIn({ form, choice }: Props) {
  const { method, set, own, link } = form;
  const { oauth, key, title } = choice;
  return (
    <>
      {methodsOf(choice).length > 1 && (
        <Choices
          label="How Nightdesk gets in"
          name="method"
          options={[
            {
              value: 'oauth',
              title: 'OAuth (recommended)',
              description: `Allow it on a page of ${title}; it can be withdrawn there`,
              testId: 'connect-method-oauth',
            },
            {
              value: 'key',
              title: key?.label ?? 'Key',
              description: `Copy it out of ${title} and paste it here`,
              testId: 'connect-method-key',
            },
          ]}
          value={method ?? ''}
          onChange={set('method')}
        />
      )}
      {method === 'key' && key && <KeyFields form={form} choice={choice} field={key} />}
      {method === 'oauth' && oauth && (
        <>
          {/* Whoever was sent a link need not know that there are such clients, unless one must be made. */}
          {(!link || own) && <ClientFields form={form} choice={choice} oauth={oauth} />}
          <Scopes oauth={oauth} own={own} />
        </>
      )}
    </>
  );
}
