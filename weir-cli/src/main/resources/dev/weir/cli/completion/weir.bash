
# Reads the words itself: readline breaks them at = and :, and puts them in its own order.
_weir() {
  local line=() table='' answers='' files='' current word text before
  read -r -a line <<<"${COMP_LINE:0:COMP_POINT}"
  case ${COMP_LINE:0:COMP_POINT} in *[[:space:]]) line+=('') ;; esac
  current=${line[${#line[@]} - 1]}
  _weir_answers "${line[@]}"
  # What readline holds for words before the cursor's must not come again.
  before=
  case $current in
    *[=:]*) if [[ $COMP_WORDBREAKS == *[=:]* ]]; then before=${current%"${current##*[=:]}"}; fi ;;
  esac
  COMPREPLY=()
  while IFS=$'\t' read -r word text; do
    if [ -n "$word" ] && [[ $word == "$current"* ]]; then
      case $word in *=) type compopt >/dev/null 2>&1 && compopt -o nospace 2>/dev/null ;; esac
      printf -v word %q "$word"
      COMPREPLY+=("${word#"$before"}")
    fi
  done <<<"$answers"
  if [ -n "$files" ]; then
    compopt -o filenames 2>/dev/null
    while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "${current#"$before"}")
  fi
}
complete -F _weir weir
