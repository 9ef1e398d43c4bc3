export function builtPrograms(): Promise<string | null>;
