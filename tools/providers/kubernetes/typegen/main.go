// Command typegen prints, as JSON, how Go's Kubernetes API types serialise: for every built-in kind its fields, which of
// them vanish when empty, and which hold quantities or times. The bundled provider reads that table to bring a program's
// inputs into the form in which the API server answers, so that equal manifests compare as equal.
//
//	go run . > ../schema/api-types.json
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"sort"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/client-go/kubernetes/scheme"
)

type table struct {
	// Kinds maps "<apiVersion>/<Kind>" to an index into Structs.
	Kinds map[string]int `json:"kinds"`
	// Removed maps "<apiVersion>/<Kind>" to [major, minor, replacement] of the release that no longer serves it.
	Removed map[string][3]any `json:"removed"`
	// Structs maps a field's JSON name to its type expression (see expression).
	Structs []map[string]string `json:"structs"`
}

type generator struct {
	out     table
	indices map[reflect.Type]int
}

var special = map[reflect.Type]string{
	reflect.TypeFor[resource.Quantity]():  "q",
	reflect.TypeFor[metav1.Time]():        "t",
	reflect.TypeFor[metav1.MicroTime]():   "u",
	reflect.TypeFor[intstr.IntOrString](): "x",
	reflect.TypeFor[metav1.Duration]():    "d",
}

type unmarshaler interface{ UnmarshalJSON([]byte) error }

// expression encodes a Go type: s string, b boolean, i integer, f float, y bytes, q quantity, t and u times, d duration,
// x integer or string, a anything, *T pointer, [T slice, {T map with string keys, #N struct number N.
func (g *generator) expression(t reflect.Type) string {
	if code, ok := special[t]; ok {
		return code
	}
	if reflect.PointerTo(t).Implements(reflect.TypeFor[unmarshaler]()) {
		return "a"
	}
	switch t.Kind() {
	case reflect.String:
		return "s"
	case reflect.Bool:
		return "b"
	case reflect.Float32, reflect.Float64:
		return "f"
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return "i"
	case reflect.Pointer:
		return "*" + g.expression(t.Elem())
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return "y"
		}
		return "[" + g.expression(t.Elem())
	case reflect.Map:
		return "{" + g.expression(t.Elem())
	case reflect.Struct:
		return fmt.Sprintf("#%d", g.structIndex(t))
	default:
		return "a"
	}
}

func (g *generator) structIndex(t reflect.Type) int {
	if index, ok := g.indices[t]; ok {
		return index
	}
	index := len(g.out.Structs)
	g.indices[t] = index
	fields := map[string]string{}
	g.out.Structs = append(g.out.Structs, fields)
	g.addFields(t, fields)
	return index
}

// addFields writes the fields of t, with embedded structs flattened. A leading ? marks a field that is left out when empty.
func (g *generator) addFields(t reflect.Type, fields map[string]string) {
	for i := range t.NumField() {
		field := t.Field(i)
		parts := strings.Split(field.Tag.Get("json"), ",")
		name := parts[0]
		if name == "-" || !field.IsExported() {
			continue
		}
		if name == "" && field.Anonymous {
			g.addFields(field.Type, fields)
			continue
		}
		if name == "" {
			name = field.Name
		}
		prefix := ""
		for _, option := range parts[1:] {
			if option == "omitempty" || option == "omitzero" {
				prefix = "?"
			}
		}
		fields[name] = prefix + g.expression(field.Type)
	}
}

func versionedKind(gvk schema.GroupVersionKind) string {
	return gvk.GroupVersion().String() + "/" + gvk.Kind
}

func main() {
	g := &generator{
		out:     table{Kinds: map[string]int{}, Removed: map[string][3]any{}},
		indices: map[reflect.Type]int{},
	}
	known := scheme.Scheme.AllKnownTypes()
	gvks := make([]schema.GroupVersionKind, 0, len(known))
	for gvk := range known {
		gvks = append(gvks, gvk)
	}
	sort.Slice(gvks, func(i, j int) bool { return versionedKind(gvks[i]) < versionedKind(gvks[j]) })
	for _, gvk := range gvks {
		t := known[gvk]
		object := reflect.New(t).Interface()
		if removed, ok := object.(interface{ APILifecycleRemoved() (int, int) }); ok {
			major, minor := removed.APILifecycleRemoved()
			replacement := gvk
			if r, ok := object.(interface {
				APILifecycleReplacement() schema.GroupVersionKind
			}); ok {
				replacement = r.APILifecycleReplacement()
			}
			g.out.Removed[versionedKind(gvk)] = [3]any{major, minor, versionedKind(replacement)}
		}
		metadata, hasMetadata := t.FieldByName("ObjectMeta")
		if !hasMetadata || metadata.Type != reflect.TypeFor[metav1.ObjectMeta]() {
			continue
		}
		g.out.Kinds[versionedKind(gvk)] = g.structIndex(t)
	}
	if err := json.NewEncoder(os.Stdout).Encode(g.out); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
