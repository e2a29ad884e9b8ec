/** Weir's sign: water over a sill. */
export function Sign() {
  return (
    <svg class="login-sign" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
      <path d="M4 12q4-4 8 0t8 0t8 0M4 21q4-4 8 0t8 0t8 0" />
    </svg>
  );
}
