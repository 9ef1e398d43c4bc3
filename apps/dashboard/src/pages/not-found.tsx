import { Link } from 'wouter';

export function NotFoundPage() {
  return (
    <>
      <title>Not found · Nightdesk</title>
      <h1>There is no page here</h1>
      <p>
        The address may be mistyped or old. <Link href="/">Go to the overview</Link>.
      </p>
    </>
  );
}
