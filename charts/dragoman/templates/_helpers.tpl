{{- define "dragoman.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 53 | trimSuffix "-" -}}
{{- end -}}

{{- define "dragoman.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 53 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "dragoman.name" . -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 53 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 53 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "dragoman.operator" -}}
{{ include "dragoman.fullname" . }}-operator
{{- end -}}

{{- define "dragoman.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "dragoman.operator" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- required "serviceAccount.name: say which one, or set serviceAccount.create" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "dragoman.selector" -}}
app.kubernetes.io/name: {{ include "dragoman.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: operator
{{- end -}}

{{/* Those that select say what they are; of the others commonLabels may say something else. */}}
{{- define "dragoman.labels" -}}
{{- $own := dict
  "app.kubernetes.io/version" (toString .Chart.AppVersion)
  "app.kubernetes.io/part-of" "dragoman"
  "helm.sh/chart" (printf "%s-%s" .Chart.Name .Chart.Version) -}}
{{- $fixed := include "dragoman.selector" . | fromYaml -}}
{{- $_ := set $fixed "app.kubernetes.io/managed-by" .Release.Service -}}
{{- toYaml (merge $fixed (deepCopy .Values.commonLabels) $own) -}}
{{- end -}}

{{- define "dragoman.podLabels" -}}
{{- $fixed := include "dragoman.selector" . | fromYaml -}}
{{- $labels := include "dragoman.labels" . | fromYaml -}}
{{- toYaml (merge $fixed (deepCopy .Values.operator.podLabels) $labels) -}}
{{- end -}}

{{/* Variables that the chart sets: one that is set twice is what the last of them says, or refused. */}}
{{- define "dragoman.refuseOwnVariables" -}}
{{- $own := list "POD_NAME" "POD_NAMESPACE" "LOG_LEVEL" "WATCH_NAMESPACES" "CONFIG_SERVICE" "CONFIG_PORT" "METRICS_PORT" "GATEWAY_IMAGE" "GATEWAY_IMAGE_PULL_POLICY" "IMAGE_PULL_SECRETS" "MONITORING_NAMESPACE" -}}
{{- range .Values.operator.extraEnv -}}
{{- if has .name $own -}}
{{- fail (printf "operator.extraEnv: %s is set by the chart; use its own value, see values.yaml" .name) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "dragoman.image" -}}
{{- if .image.digest -}}
{{ .image.repository }}@{{ .image.digest }}
{{- else -}}
{{ .image.repository }}:{{ default .version .image.tag }}
{{- end -}}
{{- end -}}

{{/* What the operator may do in the namespaces that it serves. */}}
{{- define "dragoman.rules" -}}
- apiGroups: [dragoman.dev]
  resources: [llmgateways, llmproviders, llmroutes, apikeys, llmquotas]
  verbs: [list, watch]
- apiGroups: [dragoman.dev]
  resources: [llmgateways/status, llmproviders/status, llmroutes/status, apikeys/status, llmquotas/status]
  verbs: [patch]
# The end of a key waits for its store: nothing but metadata.finalizers is written.
- apiGroups: [dragoman.dev]
  resources: [apikeys]
  verbs: [get, patch]
# Some clusters let nobody else make an object that blocks the deletion of its owner.
- apiGroups: [dragoman.dev]
  resources: [llmgateways/finalizers, apikeys/finalizers]
  verbs: [update]
- apiGroups: [""]
  resources: [configmaps]
  verbs: [get, list, watch, create, update, patch]
- apiGroups: [""]
  resources: [secrets]
  verbs: [get, list, watch, create, update]
- apiGroups: [""]
  resources: [serviceaccounts, services]
  verbs: [list, watch, create, patch]
- apiGroups: [""]
  resources: [pods]
  verbs: [list, watch]
- apiGroups: [apps]
  resources: [deployments]
  verbs: [list, watch, create, patch]
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [list, watch, create, patch, delete]
- apiGroups: [networking.k8s.io]
  resources: [networkpolicies]
  verbs: [list, watch, create, patch, delete]
- apiGroups: [autoscaling]
  resources: [horizontalpodautoscalers]
  verbs: [list, watch, create, patch, delete]
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [get, create, update]
{{- end -}}

{{/* Whether to make objects of the Prometheus operator: as said, or where their kinds are known. */}}
{{- define "dragoman.monitoring" -}}
{{- if eq (toString .enabled) "Auto" -}}
{{- .root.Capabilities.APIVersions.Has (printf "monitoring.coreos.com/v1/%s" .kind) -}}
{{- else -}}
{{- .enabled -}}
{{- end -}}
{{- end -}}

{{- define "dragoman.pullSecretNames" -}}
{{- $names := list -}}
{{- range .Values.imagePullSecrets -}}
{{- $names = append $names .name -}}
{{- end -}}
{{- join "," $names -}}
{{- end -}}
