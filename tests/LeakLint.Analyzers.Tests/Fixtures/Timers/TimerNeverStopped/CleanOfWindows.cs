// The timers of user interfaces, by name: the types at the end stand for those of WPF, WinUI and Windows Forms.
using System.Windows.Controls;
using System.Windows.Threading;
using Microsoft.UI.Dispatching;

// Silent: stopped when the view is taken away.
sealed class ClockView : UserControl
{
    private readonly DispatcherTimer _clock = new();

    public ClockView()
    {
        _clock.Tick += (_, _) => Console.WriteLine(this);
        _clock.Start();
        Unloaded += (_, _) => _clock.Stop();
    }
}

// Silent: stops itself at its first tick.
sealed class Toast : UserControl
{
    private readonly DispatcherTimer _close = new();

    public Toast()
    {
        _close.Tick += OnTick;
        _close.Start();
    }

    private void OnTick(object? sender, EventArgs e)
    {
        ((DispatcherTimer)sender!).Stop();
        Console.WriteLine("closed");
    }
}

// Silent: the main window is there until the program ends.
sealed class MainWindow : Window
{
    private readonly DispatcherTimer _clock = new();

    public MainWindow()
    {
        _clock.Tick += (_, _) => Console.WriteLine(this);
        _clock.Start();
    }
}

// Silent: nothing says that the service comes and goes.
sealed class SyncService
{
    private readonly DispatcherTimer _sync = new();

    public SyncService()
    {
        _sync.Tick += (_, _) => Console.WriteLine(this);
        _sync.Start();
    }
}

// Silent: never started, so nothing holds it.
sealed class Unused : UserControl
{
    private readonly DispatcherTimer _clock = new() { Interval = TimeSpan.FromSeconds(1) };

    public TimeSpan Interval => _clock.Interval;
}

// Silent: fires once.
sealed class Delayed : UserControl
{
    private readonly DispatcherQueueTimer _once;

    public Delayed(DispatcherQueue queue)
    {
        _once = queue.CreateTimer();
        _once.IsRepeating = false;
        _once.Start();
    }
}

// Silent: stopped by its property, and in an override with a name of its own.
sealed class Closing : Window
{
    private readonly DispatcherTimer _clock = new();

    public Closing() => _clock.Start();

    protected override void OnClosed(EventArgs e) => _clock.IsEnabled = false;
}

// Silent: the container of the form disposes it.
sealed class DesignedForm : System.Windows.Forms.Form
{
    private readonly System.ComponentModel.Container _components = new();
    private readonly System.Windows.Forms.Timer _redraw;

    public DesignedForm()
    {
        _redraw = new System.Windows.Forms.Timer(_components);
        _redraw.Start();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _components.Dispose();
        base.Dispose(disposing);
    }
}

// Silent: somebody else made it.
sealed class Guest(DispatcherTimer shared) : UserControl
{
    private readonly DispatcherTimer _shared = shared;

    public void Show() => _shared.Start();
}

namespace System.Windows.Threading
{
    public class DispatcherTimer
    {
        public DispatcherTimer()
        {
        }

        public DispatcherTimer(TimeSpan interval, int priority, EventHandler callback, object dispatcher)
        {
        }

        public TimeSpan Interval { get; set; }

        public bool IsEnabled { get; set; }

        public event EventHandler? Tick { add { } remove { } }

        public void Start()
        {
        }

        public void Stop()
        {
        }
    }
}

namespace Microsoft.UI.Dispatching
{
    public sealed class DispatcherQueueTimer
    {
        public TimeSpan Interval { get; set; }

        public bool IsRepeating { get; set; }

        public event EventHandler? Tick { add { } remove { } }

        public void Start()
        {
        }

        public void Stop()
        {
        }
    }

    public sealed class DispatcherQueue
    {
        public DispatcherQueueTimer CreateTimer() => new();
    }
}

namespace System.Windows.Forms
{
    public class Form : IDisposable
    {
        public void Dispose() => Dispose(true);

        protected virtual void Dispose(bool disposing)
        {
        }
    }

    public class Timer : IDisposable
    {
        public Timer()
        {
        }

        public Timer(System.ComponentModel.IContainer container)
        {
        }

        public bool Enabled { get; set; }

        public int Interval { get; set; }

        public event EventHandler? Tick { add { } remove { } }

        public void Start()
        {
        }

        public void Stop()
        {
        }

        public void Dispose()
        {
        }
    }
}

namespace System.Windows.Controls
{
    public class UserControl
    {
        public event EventHandler? Unloaded { add { } remove { } }
    }

    public class Window : UserControl
    {
        protected virtual void OnClosed(EventArgs e)
        {
        }
    }
}
