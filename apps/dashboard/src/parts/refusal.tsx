import { Alert } from '@mantine/core';

/** Why a form was not taken, above its fields. An `ApiError`'s message is its `detail`. */
export function Refusal({ title, error }: { title: string; error: Error }) {
  return (
    <Alert
      color="red"
      variant="outline"
      role="alert"
      title={title}
      styles={{
        root: { borderColor: 'var(--bad)', background: 'var(--surface)' },
        title: { color: 'var(--bad)' },
      }}
    >
      {error.message}
    </Alert>
  );
}
