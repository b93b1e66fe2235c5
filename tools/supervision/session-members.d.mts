export function sessionMembers(leader: number): number[];
