/** Why the disk refused, as far as a person can do something about it. */
export function toDiskReason(error: unknown): 'disk-full' | 'denied' | 'other' {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'disk-full';
  return code === 'EACCES' || code === 'EPERM' || code === 'EROFS' ? 'denied' : 'other';
}
