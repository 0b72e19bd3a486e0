import { tick } from 'svelte';

/** After a refusal: the keyboard goes to the first field that says why. */
export async function focusFirstInvalid(form: HTMLElement | null): Promise<void> {
  await tick();
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
