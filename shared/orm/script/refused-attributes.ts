/**
 * Attributes that Django's own objects have and ours have not: asking for one says so, where AttributeError (or False
 * from hasattr) would be a wrong answer. A class here names what is inside Django's object; what is public and answered
 * is not listed.
 */
import { unsupported } from './errors.ts'
import { isExpression, PyObject } from './values.ts'
import type { Value } from './values.ts'

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** Of expressions of every kind, and of lookups. */
const EXPRESSION =
  '_output_field_or_none _resolve_output_field allowed_default as_sql contains_aggregate contains_over_clause ' +
  'contains_column_references contains_subquery convert_value copy deconstruct empty_result_set_value external_aliases ' +
  'flatten for_save get_db_converters get_expression_for_validation get_external_cols get_group_by_cols get_lookup ' +
  'get_refs get_source_expressions get_source_fields get_transform identity is_summary output_field prefix_references ' +
  'relabeled_clone replace_expressions resolve_expression select_format set_source_expressions source_expressions ' +
  'constraint_validation_compatible set_returning field filterable query subquery window_compatible allows_composite_expressions'

const WORDS: Readonly<Record<string, ReadonlySet<string>>> = {
  Expression: words(EXPRESSION),
  F: words('replace_expressions resolve_expression allowed_default deconstruct copy'),
  Q: words(
    '_combine check create default flatten identity referenced_base_fields replace_expressions resolve_expression',
  ),
  Query: words(
    `${EXPRESSION} add_annotation add_deferred_loading add_distinct_fields add_extra add_fields add_filter ` +
      'add_filtered_relation add_immediate_loading add_ordering add_q add_select_col add_select_related alias_cols ' +
      'alias_map alias_prefix alias_refcount annotation_select annotation_select_mask annotations append_annotation_mask ' +
      'asc base_table base_table_class build_filter build_lookup build_where bump_prefix can_filter chain change_aliases ' +
      'check_alias check_filterable check_query_object_type check_related_objects clear_deferred_loading clear_limits ' +
      'clear_ordering clear_select_clause clear_select_fields clear_where clone combinator combinator_all combine ' +
      'combined_queries compiler conditional count_active_tables default_cols default_ordering deferred_loading ' +
      'demote_joins desc distinct distinct_fields exists explain explain_info extra extra_order_by extra_select ' +
      'extra_select_mask extra_tables filter_is_sticky get_aggregation get_compiler get_count get_initial_alias get_meta ' +
      'get_select_mask group_by has_filters has_limit_one has_results has_select_fields high_mark is_empty is_nullable ' +
      'is_sliced join join_class join_parent_model low_mark max_depth names_to_path order_by promote_joins ref_alias ' +
      'reset_refcounts resolve_lookup_value resolve_ref reverse_ordering select select_for_no_key_update ' +
      'select_for_update select_for_update_nowait select_for_update_of select_for_update_skip_locked select_related ' +
      'selected set_annotation_mask set_empty set_extra_mask set_group_by set_limits set_select set_values setup_joins ' +
      'solve_lookup_type split_exclude sql_with_params standard_ordering subq_aliases subquery table_alias table_map ' +
      'trim_joins trim_start try_transform unref_alias used_aliases values_select where',
  ),
  Options: words(
    'FORWARD_PROPERTIES REVERSE_PROPERTIES _expire_cache _forward_fields_map _get_fields _prepare _property_names ' +
      '_relation_tree add_field add_manager all_parents app_config apps auto_created base_manager_name can_migrate ' +
      'contribute_to_class db_table_comment db_tablespace default_apps default_manager_name ' +
      'default_permissions default_related_name fields_map get_ancestor_link get_base_chain get_latest_by ' +
      'get_path_from_parent get_path_to_parent local_managers managers_map order_with_respect_to ordering ' +
      'original_attrs permissions private_fields related_fkey_lookups required_db_features required_db_vendor ' +
      'select_on_save setup_pk setup_proxy swappable swapped total_unique_constraints verbose_name_raw',
  ),
  QuerySet: words(
    '_add_hints _annotate _batched_insert _chain _clone _combinator_query _db _defer_next_filter _deferred_filter ' +
      '_earliest _fetch_all _fields _filter_or_exclude _filter_or_exclude_inplace _for_write _has_filters _hints _insert ' +
      '_iterable_class _iterator _known_related_objects _merge_sanity_check _next_is_sticky _prefetch_done ' +
      '_prefetch_related_lookups _prefetch_related_objects _prepare_for_bulk_create _query _result_cache ' +
      '_sticky_filter _update _values resolve_expression',
  ),
  Manager: words(
    '_constructor_args _get_queryset_methods _hints _insert _queryset_class _set_creation_counter _update check ' +
      'contribute_to_class creation_counter deconstruct',
  ),
  RelatedManager: words(
    '_add_items _apply_rel_filters _build_remove_filters _constructor_args _get_add_plan _get_missing_target_ids ' +
      '_get_target_ids _hints _insert _queryset_class _remove_items _remove_prefetched_objects _update check ' +
      'constrained_target core_filters creation_counter deconstruct get_prefetch_cache get_prefetch_querysets ' +
      'pk_field_names query_field_name related_val source_field source_field_name target_field_name',
  ),
  RawQuerySet: words(
    '_clone _db _fetch_all _hints _prefetch_done _prefetch_related_lookups _result_cache model_fields params query ' +
      'resolve_model_init_order translations',
  ),
  ModelState: words('fields_cache'),
  Field: words(
    '_get_lookup _unregister_lookup cached_col cast_db_type check class_lookups clone contribute_to_class db_check ' +
      'db_parameters db_returning db_type_parameters db_type_suffix db_tablespace deconstruct default_validators ' +
      'delete_cached_value descriptor_class formfield generated get_cached_value get_class_lookups get_col ' +
      'get_db_converters get_db_prep_save get_db_prep_value get_filter_kwargs_for_object get_instance_lookups get_lookup ' +
      'get_lookups get_pk_value_on_save get_transform has_db_default is_cached merge_dicts non_db_attrs pre_save ' +
      'register_lookup rel_db_type run_validators save_form_data select_format set_attributes_from_name ' +
      'set_cached_value slice_expression value_to_string',
  ),
  ForeignObjectRel: words(
    'cache_name class_lookups contribute_to_class delete_cached_value get_cached_value get_extra_restriction ' +
      'get_joining_columns get_joining_fields get_lookup get_lookups get_path_info get_transform is_cached path_infos ' +
      'register_lookup set_cached_value set_field_name',
  ),
  Model: words(
    '_check_model _do_insert _do_update _get_FIELD_display _get_expr_references _get_field_expression_map ' +
      '_get_next_or_previous_by_FIELD _get_next_or_previous_in_order _get_unique_checks _is_pk_set _parse_save_params ' +
      '_perform_date_checks _perform_unique_checks _prepare_related_fields_for_save _save_parents _save_table ' +
      '_validate_force_insert check get_constraints prepare_database_save save_base',
  ),
}

/** Django's class that an object of ours stands for. */
function classOf(value: Value): string | null {
  if (value instanceof PyObject) return 'djangoClass' in value ? String(value.djangoClass) : null
  if (!isExpression(value)) return null
  return value.type === 'Q' || value.type === 'F' ? value.type : 'Expression'
}

/** undefined: Django's object has no such attribute either. */
export function refusedAttribute(value: Value, name: string): Error | undefined {
  const kind = classOf(value)
  return kind !== null && WORDS[kind]?.has(name) === true ? unsupported(`${kind}.${name}`) : undefined
}

/** Django's objects take any attribute; one of ours that cannot says so. */
export function refusedSetting(value: Value, name: string): Error | undefined {
  const kind = classOf(value)
  return kind === null ? undefined : unsupported(`setting ${kind}.${name}`)
}
