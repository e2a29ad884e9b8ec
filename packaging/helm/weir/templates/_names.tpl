{{- define "weir.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 50 | trimSuffix "-" }}
{{- else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "weir.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "weir.labels" -}}
{{ include "weir.selector" . }}
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{/* The number behind the last colon of an address. */}}
{{- define "weir.port" -}}
{{ regexFind "[0-9]+$" . }}
{{- end }}

{{/* What a start would refuse is refused before there is a pod. */}}
{{- define "weir.check" -}}
{{- $secret := or .Values.env .Values.envFrom -}}
{{- if and (not (index .Values.config.kafka "bootstrap.servers")) (not $secret) -}}
{{- fail "Set config.kafka.bootstrap\\.servers: where is your Kafka?" -}}
{{- end -}}
{{- if not (or .Values.config.insecure .Values.config.auth $secret) -}}
{{- fail "Set config.auth, so that not everybody may send; or config.insecure=true where the network policy is enough." -}}
{{- end -}}
{{- end }}
