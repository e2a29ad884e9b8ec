
_weir() {
  local table='' answers='' files='' word text
  local -a line described partly
  line=("${(@Q)words[1,CURRENT]}")
  line[-1]=${(Q)PREFIX}
  _weir_answers "${line[@]}"
  while IFS=$'\t' read -r word text; do
    [[ -n $word ]] || continue
    [[ $text != - ]] || text=
    if [[ $word == *= ]]; then
      partly+=("${word//:/\\:}${text:+:$text}")
    else
      described+=("${word//:/\\:}${text:+:$text}")
    fi
  done <<<"$answers"
  (( ! $#described )) || _describe -t weir weir described
  (( ! $#partly )) || _describe -t weir-settings setting partly -S ''
  if [[ -n $files ]]; then _files; fi
}

# Read by 'source', or found in $fpath and called.
if [[ ${funcstack[1]-} == _weir ]]; then
  _weir "$@"
else
  compdef _weir weir
fi
