// Recognised by namespace and name, from whatever assembly: a project that does not want to depend on LeakLint.Guard may keep a copy of
// this file, with the classes internal.
using System;

namespace LeakLint.Annotations;

/// <summary>
/// Whoever gets the value owns it, and so owes its release: the caller for a result or an out parameter, the method for a parameter, the
/// object for a field, a property, or a parameter of its constructor.
/// </summary>
[AttributeUsage(
    AttributeTargets.Method | AttributeTargets.ReturnValue | AttributeTargets.Parameter | AttributeTargets.Field | AttributeTargets.Property)]
public sealed class OwningAttribute : Attribute;

/// <summary>
/// Somebody else owns the value: the caller of the method does not release the result, the method does not release or keep the argument,
/// the object does not release what is in the field or property.
/// </summary>
[AttributeUsage(
    AttributeTargets.Method | AttributeTargets.ReturnValue | AttributeTargets.Parameter | AttributeTargets.Field | AttributeTargets.Property)]
public sealed class NotOwningAttribute : Attribute;

/// <summary>The method releases what it is called on, or the argument.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Parameter)]
public sealed class ReleasesAttribute : Attribute;
